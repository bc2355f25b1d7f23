// Runs the add-in's cell functions as Excel would, with a server that the test describes.
// Usage: node officejs_runtime.js FOLDER < {"calls": [[name, ...args], ...], "answers": [...]}
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const { rounds = [], answers = [], written = [], seen = [] } = JSON.parse(fs.readFileSync(0, "utf8"));
const functions = {};
const asked = [];
class ExcelError extends Error {
  constructor(code, text) { super(text); this.code = code; }
}
const context = vm.createContext({
  setTimeout, clearTimeout, console,
  localStorage: { getItem: () => "key" },
  CustomFunctions: {
    associate: (id, run) => { functions[id] = run; },
    Error: ExcelError,
    ErrorCode: { notAvailable: "#N/A" },
  },
  async fetch(address, request) {
    const body = JSON.parse(request.body);
    asked.push({ address, key: request.headers.Authorization, ...body });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer === "away") throw new TypeError("Failed to fetch");
    const values = body.calls.map((call) => (call.args[0] === "bad" ? "#no account bad" : `${call.name} ${call.args.join(" ")}`));
    return { json: async () => (answer === "ok" ? { ok: true, values } : answer) };
  },
});
for (const name of ["host.js", "functions.js", "registered.js"]) {
  vm.runInContext(fs.readFileSync(path.join(process.argv[2], name), "utf8"), context, { filename: name });
}
vm.runInContext('pocHost.uid = async () => "uid-1"; pocHost.tabs = async () => ({ tabs: { Budget: [["Account"]] } });', context);

(async () => {
  const results = [];
  for (const round of rounds) {
    if (round === "changed") { vm.runInContext("pocChanged()", context); continue; }
    const answered = await Promise.allSettled(round.map(([name, ...args]) => functions[name](...args, { address: "A1" })));
    results.push(answered.map((each) => (each.status === "fulfilled" ? each.value : { code: each.reason.code, text: each.reason.message })));
  }
  const write = vm.runInContext("pocWritten", context);
  const same = vm.runInContext("pocSameCell", context);
  process.stdout.write(JSON.stringify({
    registered: Object.keys(functions),
    results,
    asked,
    written: written.map(write),
    same: seen.map(([one, other]) => same(one, other)),
  }));
})();
