// Runs the add-in's cell functions as Excel would, with a server that the test describes.
// Usage: node officejs_runtime.js FOLDER < {"calls": [[name, ...args], ...], "answers": [...]}
"use strict";
const { webcrypto: crypto } = require("node:crypto"); // Node 18 has no such global
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const { rounds = [], answers = [], written = [], seen = [], changes = [], server = "", key = "key", tabs = { Budget: [["Account"]] } } = JSON.parse(fs.readFileSync(0, "utf8"));
const functions = {};
const declared = JSON.parse(fs.readFileSync(path.join(process.argv[2], "functions.json"), "utf8")).functions;
const widths = Object.fromEntries(declared.map(({ id, parameters }) => [id, parameters.length]));
const asked = [];
class ExcelError extends Error {
  constructor(code, text) { super(text); this.code = code; }
}
const context = vm.createContext({
  setTimeout, clearTimeout, console, crypto,
  localStorage: { getItem: () => key },
  CustomFunctions: {
    associate: (id, run) => { functions[id] = run; },
    Error: ExcelError,
    ErrorCode: { notAvailable: "#N/A" },
  },
  async fetch(address, request) {
    const body = JSON.parse(request.body);
    asked.push({ address, key: request.headers.Authorization, ...body });
    if (server) return fetch(server + address, request);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer === "away") throw new TypeError("Failed to fetch");
    const values = body.calls.map((call) => (call.args[0] === "bad" ? "#no account bad" : `${call.name} ${call.args.join(" ")}`));
    return { status: 200, json: async () => (answer === "ok" ? { ok: true, values } : answer) };
  },
});
for (const name of ["changes.js", "host.js", "functions.js", "registered.js"]) {
  vm.runInContext(fs.readFileSync(path.join(process.argv[2], name), "utf8"), context, { filename: name });
}
Object.assign(context, { fakeTabs: { tabs } });
vm.runInContext('pocHost.uid = async () => "uid-1"; pocHost.tabs = async () => fakeTabs;', context);

// Excel hands every argument over as a range, an empty cell as empty text, an error as an object.
const asExcel = (cell) => (typeof cell === "string" && /^#[A-Z/0]+[!?A]$/.test(cell) ? { code: cell } : cell ?? "");
const asRange = (given) => (Array.isArray(given) ? given : [[given]]).map((line) => line.map(asExcel));
const asCalled = (name, args) => Array.from({ length: widths[name] }, (_, index) => (index < args.length ? asRange(args[index]) : null));
const ofRange = (rows) => (rows.length === 1 && rows[0].length === 1 ? rows[0][0] : rows);

(async () => {
  const results = [];
  for (const round of rounds) {
    if (round === "changed") { vm.runInContext("pocChanged()", context); continue; }
    const answered = await Promise.allSettled(round.map(([name, ...args]) => functions[name](...asCalled(name, args), { address: "A1" })));
    results.push(answered.map((each) => (each.status === "fulfilled" ? ofRange(each.value) : { code: each.reason.code, text: each.reason.message })));
  }
  const write = vm.runInContext("pocWritten_", context);
  const same = vm.runInContext("pocSameCell_", context);
  const blocks = vm.runInContext("pocBlocks_", context);
  process.stdout.write(JSON.stringify({
    registered: Object.keys(functions),
    results,
    asked,
    written: written.map(write),
    blocks: blocks(changes),
    same: seen.map(([one, other]) => same(one, other)),
  }));
})();
