// A small stand-in for Google's runtime: runs a script's files and a list of steps, and prints what
// each step returned and what the script did. Usage: node apps_script_runtime.js FOLDER < steps.json
"use strict";
const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const { tabs, properties = {}, answers = [], steps } = JSON.parse(fs.readFileSync(0, "utf8"));
const done = { reads: 0, writes: [], alerts: [], menu: [], fetched: [], pages: [], locks: 0 };
const context = vm.createContext({ console });
const ContextDate = vm.runInContext("Date", context);

const cellOf = (cell) => {
  if (cell === null || cell === undefined) return "";
  if (typeof cell !== "object") return cell;
  return "error" in cell ? cell.error : new ContextDate(cell.date);
};
const argumentOf = (given) => (Array.isArray(given)
  ? given.map((line) => line.map(cellOf)) : cellOf(given));

function sheetOf(name) {
  const rows = tabs[name];
  return {
    getName: () => name,
    getDataRange: () => ({
      getValues() {
        done.reads += 1;
        const width = Math.max(1, ...rows.map((row) => row.length));
        return rows.map((row) => Array.from({ length: width }, (_, column) => cellOf(row[column])));
      },
    }),
    getRange: (row, column) => ({
      setValue(value) {
        const shown = value instanceof ContextDate ? "a moment" : value;
        rows[row - 1][column - 1] = shown;
        done.writes.push([name, row, column, shown]);
      },
    }),
  };
}

const cached = new Map();
const cache = {
  get: (key) => cached.get(key) ?? null,
  put(key, value, seconds) {
    if (key.length > 250) throw new Error("Argument too large: key");
    if (Buffer.byteLength(value) > 100 * 1024) throw new Error("Argument too large: value");
    if (!(seconds > 0 && seconds <= 21600)) throw new Error("Invalid argument: expiration");
    cached.set(key, value);
  },
  removeAll: (keys) => keys.forEach((key) => cached.delete(key)),
};
let locked = false;
const lock = {
  tryLock() {
    if (locked) return false;
    locked = true;
    done.locks += 1;
    return true;
  },
  releaseLock() { locked = false; },
};
const menuOf = (name, items = []) => {
  const menu = {
    addItem(label, macro) { items.push([label, macro]); return menu; },
    addSubMenu(sub) { items.push(sub.made()); return menu; },
    addToUi() { done.menu.push(menu.made()); },
    made: () => ({ name, items }),
  };
  return menu;
};
const ui = {
  createMenu: (name) => menuOf(name),
  alert: (title, text) => done.alerts.push([title, text]),
  showModalDialog: (page, title) => done.pages.push([title, page.html]),
  ButtonSet: { OK: "OK" },
};
const pageOf = (html) => ({ html, setTitle() { return this; } });

Object.assign(context, {
  SpreadsheetApp: {
    getActiveSpreadsheet: () => ({ getSheets: () => Object.keys(tabs).map(sheetOf), getId: () => "sheet-1" }),
    getUi: () => ui,
    flush() {},
  },
  CacheService: { getDocumentCache: () => cache },
  LockService: { getScriptLock: () => lock, getDocumentLock: () => lock },
  PropertiesService: {
    getScriptProperties: () => ({
      getProperty: (key) => properties[key] ?? null,
      setProperty(key, value) { properties[key] = value; },
    }),
  },
  Utilities: {
    getUuid: () => "00000000-0000-4000-8000-000000000000",
    computeHmacSha256Signature: (text, key) => [...new Int8Array(crypto.createHmac("sha256", key).update(text).digest())],
    base64EncodeWebSafe: (bytes) => Buffer.from(bytes.map((byte) => byte & 255)).toString("base64").replace(/\+/g, "-").replace(/\//g, "_"),
    formatDate: (date) => `${date.getUTCHours()}:${String(date.getUTCMinutes()).padStart(2, "0")}`,
  },
  HtmlService: { createHtmlOutput: pageOf },
  ScriptApp: { getService: () => ({ getUrl: () => "https://script.google.test/exec" }) },
  Session: { getScriptTimeZone: () => "Etc/UTC" },
  UrlFetchApp: {
    fetch(url, request) {
      done.fetched.push({ url, ...request });
      const answer = answers.shift();
      if (!answer) throw new Error("Address unavailable");
      return { getResponseCode: () => answer.status, getContentText: () => answer.text };
    },
  },
});

for (const name of fs.readdirSync(process.argv[2]).sort().filter((each) => each.endsWith(".js"))) {
  const text = fs.readFileSync(path.join(process.argv[2], name), "utf8");
  vm.runInContext(text, context, { filename: name });
}
const results = steps.map((step) => {
  if (step.set) {
    const [tab, row, column, value] = step.set;
    tabs[tab][row - 1][column - 1] = value;
    return null;
  }
  if (step.hold) { locked = true; return null; }
  const given = (step.args || []).map((each) => (step.raw ? each : argumentOf(each)));
  const answer = context[step.call](...given);
  return answer && answer.html !== undefined ? answer.html : answer ?? null;
});
process.stdout.write(JSON.stringify({ results, done }));
