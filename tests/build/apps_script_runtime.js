// A small stand-in for Google's runtime: runs a script's files and a list of steps, and prints what
// each step returned and what the script did. Usage: node apps_script_runtime.js FOLDER < steps.json
"use strict";
const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");
const { MessageChannel, Worker, receiveMessageOnPort } = require("node:worker_threads");

process.env.TZ = "UTC";
const { tabs, properties = {}, refused = "", answers = [], prompts = [], names = {}, steps } = JSON.parse(fs.readFileSync(0, "utf8"));
const done = { reads: 0, writes: [], alerts: [], prompts: [], menu: [], fetched: [], pages: [], locks: 0 };
const context = vm.createContext({ console });
const ContextDate = vm.runInContext("Date", context);

const cellOf = (cell) => {
  if (cell === null || cell === undefined) return "";
  if (typeof cell !== "object") return cell;
  return "error" in cell ? cell.error : new ContextDate(cell.date);
};
const argumentOf = (given) => (Array.isArray(given)
  ? given.map((line) => line.map(cellOf)) : cellOf(given));

/** A value as a sheet takes it: a leading apostrophe says text; a text that looks like more is more. */
function typedIn(value) {
  if (value instanceof ContextDate) return "a moment";
  if (typeof value !== "string") return value;
  if (value.startsWith("'")) return value.slice(1);
  if (/^[=+]|^\d+([./-]\d+)*$/.test(value)) throw new Error(`${value} would become a formula, a number or a day`);
  return value;
}

function sheetOf(name) {
  const rows = tabs[name];
  const width = () => Math.max(1, ...rows.map((row) => row.length));
  const write = (row, column, value) => {
    if (row > sheet.getMaxRows()) throw new Error("Those rows are out of bounds.");
    while (rows.length < row) rows.push([]);
    rows[row - 1][column - 1] = typedIn(value);
    done.writes.push([name, row, column, rows[row - 1][column - 1]]);
  };
  const sheet = {
    rows: rows.length,
    getName: () => name,
    getMaxRows: () => sheet.rows,
    insertRowsAfter(after, count) { sheet.rows = after + count; },
    getDataRange: () => ({
      getValues() {
        done.reads += 1;
        return rows.map((row) => Array.from({ length: width() }, (_, column) => cellOf(row[column])));
      },
      getFormulas: () => rows.map((row) => Array.from({ length: width() }, (_, column) => (row[column] && row[column].formula) || "")),
    }),
    getRange: (row, column, height = 1, wide = 1) => ({
      setValue: (value) => write(row, column, value),
      setValues(values) {
        if (name === refused) throw vm.runInContext('new Error("You are trying to edit a protected cell.")', context);
        if (values.length !== height || values.some((line) => line.length !== wide)) throw new Error("The number of rows or columns does not match.");
        values.forEach((line, r) => line.forEach((value, c) => write(row + r, column + c, value)));
      },
    }),
  };
  return sheet;
}
const sheets = Object.keys(tabs).map(sheetOf);
const book = {
  getSheets: () => sheets,
  getSheetByName: (name) => sheets.find((sheet) => sheet.getName() === name) || null,
  getId: () => "sheet-1",
  getSpreadsheetTimeZone: () => "Etc/UTC",
  getNamedRanges: () => Object.entries(names).map(([name, tab]) => ({
    getName: () => name, getRange: () => ({ getSheet: () => book.getSheetByName(tab) }),
  })),
};

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
  alert(title, text, buttons) {
    done.alerts.push([title, text]);
    return buttons === "YES_NO_CANCEL" ? prompts.shift() : "OK";
  },
  prompt(title, text) {
    done.prompts.push([title, text]);
    const answer = prompts.shift();
    return { getSelectedButton: () => (answer === null ? "CANCEL" : "OK"), getResponseText: () => answer };
  },
  showModalDialog: (page, title) => done.pages.push([title, page.html]),
  Button: { OK: "OK", CANCEL: "CANCEL", YES: "YES", NO: "NO" },
  ButtonSet: { OK: "OK", OK_CANCEL: "OK_CANCEL", YES_NO_CANCEL: "YES_NO_CANCEL" },
};
function formatted(date, zone, pattern) {
  const parts = { yyyy: date.getUTCFullYear(), M: date.getUTCMonth() + 1, d: date.getUTCDate(), H: date.getUTCHours(), m: date.getUTCMinutes(), s: date.getUTCSeconds() };
  return pattern.replace(/yyyy|MM|dd|mm|[MdHms]/g, (part) => {
    const value = String(parts[part] ?? parts[part[0]]);
    return part.length === 2 ? value.padStart(2, "0") : value;
  });
}

/** Asks in a thread of its own, because the script waits for its answer. */
const ASKING = `
  const { workerData: { port, flag } } = require("node:worker_threads");
  port.on("message", async ({ url, headers, body }) => {
    const answer = await fetch(url, { method: "POST", headers, body });
    port.postMessage({ status: answer.status, text: await answer.text() });
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
  });
`;
let asker = null;

/** A request to a server on this machine, waited for as Google's own service does. */
function really(url, { headers, contentType, payload }) {
  if (!asker) {
    const { port1, port2 } = new MessageChannel();
    const flag = new Int32Array(new SharedArrayBuffer(4));
    const worker = new Worker(ASKING, { eval: true, workerData: { port: port2, flag }, transferList: [port2] });
    asker = { worker, port: port1, flag };
  }
  Atomics.store(asker.flag, 0, 0);
  asker.port.postMessage({ url, headers: { ...headers, "Content-Type": contentType }, body: payload });
  Atomics.wait(asker.flag, 0, 0, 30000);
  const answer = receiveMessageOnPort(asker.port);
  if (!answer) throw vm.runInContext('new Error("Address unavailable")', context);
  return answer.message;
}

const pageOf = (html) => ({ html, setTitle() { return this; } });

Object.assign(context, {
  SpreadsheetApp: {
    getActiveSpreadsheet: () => book,
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
    getUuid: () => crypto.randomUUID(),
    DigestAlgorithm: { SHA_256: "sha256" },
    computeDigest: (kind, text) => [...new Int8Array(crypto.createHash(kind).update(text).digest())],
    computeHmacSha256Signature: (text, key) => [...new Int8Array(crypto.createHmac("sha256", key).update(text).digest())],
    base64EncodeWebSafe: (bytes) => Buffer.from(bytes.map((byte) => byte & 255)).toString("base64").replace(/\+/g, "-").replace(/\//g, "_"),
    formatDate: formatted,
  },
  HtmlService: { createHtmlOutput: pageOf },
  ScriptApp: { getService: () => ({ getUrl: () => "https://script.google.test/exec" }) },
  Session: { getScriptTimeZone: () => "Etc/UTC" },
  UrlFetchApp: {
    fetch(url, request) {
      done.fetched.push({ url, ...request });
      const answer = /^http:..127\.0\.0\.1/.test(url) ? really(url, request) : answers.shift();
      if (!answer) throw vm.runInContext('new Error("Address unavailable")', context);
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
  const given = (step.args || []).map((each) => (step.raw ? vm.runInContext(`(${JSON.stringify(each)})`, context) : argumentOf(each)));
  const answer = context[step.call](...given);
  return answer && answer.html !== undefined ? answer.html : answer ?? null;
});
process.stdout.write(JSON.stringify({ results, done }));
if (asker) {
  asker.worker.terminate();
  asker.port.close();
}
