// Reads tabs and cells as poc_sheets does: by heading, wherever a tab or a column was moved.

/** What a formula shows after a # instead of a value. */
class CellText extends Error {}

/** How long, in seconds, formulas share what was read; an edit ends it at once. */
const POC_FRESH = 30;
/** How long, in milliseconds, a formula waits for another one that reads the tabs. */
const POC_PATIENCE = 10000;
/** CacheService takes no more than 100 KB a value, nor 250 characters a key. */
const POC_MOST_CACHED = 90000;

/** @param {unknown} text */
function pocForm_(text) {
  const plain = String(text).normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const words = plain
    .replace(/#/g, " no ").replace(/[.'\u2019]/g, "").replace(/%/g, " percent ")
    .replace(/\+\/-/g, " variance ").replace(/[^a-z0-9$]+/g, " ").trim();
  return words.split(" ").map((word) => (/^(number|num|nr)$/.test(word) ? "no" : word)).join(" ");
}

/**
 * The rows of a tab as objects, one entry for each column that the tab has.
 * @param {string} id a tab of POC_TABS
 * @return {Object<string, any>[] | null} null: the spreadsheet has no such tab
 */
function pocRows_(id) {
  const tab = POC_TABS[id];
  const names = tab.names.map(pocForm_);
  const sheets = SpreadsheetApp.getActiveSpreadsheet().getSheets();
  let sheet = null;
  for (const name of names) {
    sheet = sheet || sheets.find((each) => pocForm_(each.getName()) === name) || null;
  }
  if (!sheet) return null;
  const cells = sheet.getDataRange().getValues();
  const header = pocHeader_(tab, cells);
  if (!header) throw new CellText(`The ${sheet.getName()} tab has no row of headings`);
  const lost = tab.required.find((key) => !(key in header.columns));
  if (lost) throw new CellText(`The ${sheet.getName()} tab has no "${tab.columns[lost][0]}" heading`);
  return cells.slice(header.row + 1)
    .map((line, index) => pocRow_(line, header, header.row + 2 + index))
    .filter((row) => tab.required.some((key) => row[key] !== "" && row[key] !== undefined));
}

/**
 * Where the headings stand: the row that has most of those that are required, then most of all.
 * @param {{required: string[], columns: Object<string, string[]>}} tab
 * @param {any[][]} cells
 */
function pocHeader_(tab, cells) {
  let best = null;
  for (let row = 0; row < Math.min(cells.length, 60); row += 1) {
    const forms = cells[row].map(pocForm_);
    /** @type {Object<string, number>} */
    const columns = {};
    for (const [key, headings] of Object.entries(tab.columns)) {
      const found = headings.map((heading) => forms.indexOf(pocForm_(heading))).find((at) => at >= 0);
      if (found !== undefined) columns[key] = found;
    }
    const score = 1000 * tab.required.filter((key) => key in columns).length + Object.keys(columns).length;
    if (Object.keys(columns).length > 1 && (!best || score > best.score)) best = { row, columns, score };
  }
  return best;
}

/**
 * @param {any[]} line
 * @param {{columns: Object<string, number>}} header
 * @param {number} number the row as on screen
 */
function pocRow_(line, header, number) {
  /** @type {Object<string, any>} */
  const row = { row: number };
  for (const [key, column] of Object.entries(header.columns)) {
    const cell = line[column];
    row[key] = typeof cell === "string" ? cell.trim() : cell;
  }
  return row;
}

/** A cell as text; a whole number without its decimals. @param {any} cell */
function pocText_(cell) {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "boolean") return cell ? "TRUE" : "FALSE";
  if (cell instanceof Date) return Utilities.formatDate(cell, SpreadsheetApp.getActiveSpreadsheet().getSpreadsheetTimeZone(), "yyyy-MM-dd");
  return typeof cell === "number" ? String(Number(cell.toPrecision(15))) : String(cell).trim();
}

/** A code such as an account: 2400 and 2400.0 are the same. @param {any} cell */
function pocCode_(cell) {
  if (cell instanceof Date) throw new CellText("a code as text; the program took it for a date");
  return pocText_(cell).replace(/^(\d+)\.0+$/, "$1");
}

/** A name as it is compared. @param {any} cell */
function pocKey_(cell) {
  return pocText_(cell).split(/\s+/).filter(Boolean).join(" ").toLowerCase();
}

/** A count, or the words for what was given. @param {any} cell @param {string} what */
function pocWhole_(cell, what) {
  const text = pocText_(cell);
  if (!/^-*\d+$/.test(text)) throw new CellText(`no ${what}: ${text || "blank"}`);
  return parseInt(text, 10);
}

/** An amount, or null where the cell holds something else. @param {any} cell */
function pocAmount_(cell) {
  if (cell === "" || cell === null || cell === undefined) return 0;
  if (typeof cell === "number") return cell;
  if (typeof cell !== "string") return null;
  let text = cell.replace(/\u2212/g, "-").replace(/[\s\u00a0]/g, "");
  const isNegative = /^\(.*\)$/.test(text);
  text = (isNegative ? text.slice(1, -1) : text).replace(/[$\u00a3\u20ac]/g, "");
  if (!/^[-+]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?$/.test(text) || !/\d/.test(text)) return null;
  const number = Number(text.replace(/,/g, ""));
  return isNegative ? -number : number;
}

/** Half away from zero, of the number as a sheet shows it. @param {number} number @param {number} decimals */
function pocRound_(number, decimals) {
  const scaled = Number((Math.abs(number) * 10 ** decimals).toPrecision(15));
  return (Math.sign(number) * Math.floor(scaled + 0.5)) / 10 ** decimals || 0;
}

/** The lines of the Production tab, by heading. */
function pocSettings_() {
  /** @type {Object<string, any>} */
  const settings = {};
  for (const line of pocRows_("production") || []) settings[pocForm_(line.setting)] = line.value;
  return settings;
}

/**
 * What is computed once, shared by the formulas of a moment. Cells are calculated side by side: one
 * computes, the others wait for it.
 * @template T
 * @param {string} name
 * @param {() => T} compute
 * @return {T}
 */
function pocShared_(name, compute) {
  return pocKept_(name, () => pocAlone_(() => pocKept_(name, compute)));
}

/**
 * What was kept under a name, or else what is computed now, which is kept.
 * @template T
 * @param {string} name
 * @param {() => T} compute
 * @return {T}
 */
function pocKept_(name, compute) {
  const cache = CacheService.getDocumentCache();
  const kept = cache && cache.get(`poc ${name}`);
  if (kept) return JSON.parse(kept);
  const fresh = compute();
  const text = JSON.stringify(fresh);
  if (cache && text.length < POC_MOST_CACHED) cache.put(`poc ${name}`, text, POC_FRESH);
  return fresh;
}

/**
 * Does something while no other cell does; after some patience all the same.
 * @template T
 * @param {() => T} work
 * @return {T}
 */
function pocAlone_(work) {
  const lock = LockService.getDocumentLock();
  const isMine = lock !== null && lock.tryLock(POC_PATIENCE);
  try {
    return work();
  } finally {
    if (lock && isMine) lock.releaseLock();
  }
}

/** The tabs changed: the next formula reads them again. */
function pocForget_() {
  const cache = CacheService.getDocumentCache();
  if (cache) cache.removeAll(POC_SHARED.map((name) => `poc ${name}`));
}
