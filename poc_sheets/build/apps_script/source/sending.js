// What a team's server is sent and what it answers. Google's servers make the call, so the server
// must be one that they reach: its address and key stand in the script properties POC_SERVER and
// POC_TOKEN.

/** Google stopped while cells were written. */
class HalfDone extends Error {}

/** The address of the team's server and its key, or null where the team has none. */
function pocServer_() {
  const properties = PropertiesService.getScriptProperties();
  const address = properties.getProperty("POC_SERVER");
  return address ? { address: address.replace(/\/+$/, ""), key: properties.getProperty("POC_TOKEN") || "" } : null;
}

/**
 * Asks the team's server; what it answered, also where that is a refusal.
 * @param {{address: string, key: string}} server
 * @param {string} path
 * @param {object} body
 */
function pocPost_(server, path, body) {
  const answer = UrlFetchApp.fetch(server.address + path, {
    method: "post",
    contentType: "application/json",
    headers: { Authorization: `Bearer ${server.key}` },
    payload: JSON.stringify(body),
    muteHttpExceptions: true,
  });
  try {
    return JSON.parse(answer.getContentText());
  } catch {
    // Not ours: a gateway's page.
    return { ok: false, text: `The server answered ${answer.getResponseCode()}. Tell the people who look after it.` };
  }
}

/** Every tab with its cells from A1 on, its formulas, and the ids of the tabs that are ours. */
function pocTabs_() {
  const book = SpreadsheetApp.getActiveSpreadsheet();
  const zone = book.getSpreadsheetTimeZone();
  /** @type {Object<string, any[][]>} */
  const tabs = {};
  /** @type {Object<string, any[][]>} */
  const formulas = {};
  for (const sheet of book.getSheets()) {
    const range = sheet.getDataRange();
    tabs[sheet.getName()] = range.getValues().map((line) => line.map((cell) => pocSent_(cell, zone)));
    formulas[sheet.getName()] = pocFormulas_(range.getFormulas());
  }
  /** @type {Object<string, string>} */
  const ids = {};
  for (const named of book.getNamedRanges()) {
    const name = named.getName();
    if (name.startsWith("_poc_tab_")) ids[named.getRange().getSheet().getName()] = name.slice("_poc_tab_".length);
  }
  return { tabs, formulas, ids };
}

/** Formula cells as [row, column, text], counted from 1. @param {string[][]} rows */
function pocFormulas_(rows) {
  /** @type {any[][]} */
  const found = [];
  rows.forEach((line, row) => line.forEach((text, column) => {
    if (text) found.push([row + 1, column + 1, text]);
  }));
  return found;
}

/** A cell as it travels: a day is its serial number, as in every spreadsheet. @param {any} cell @param {string} zone */
function pocSent_(cell, zone) {
  if (!(cell instanceof Date)) return cell;
  const [year, month, day, hour, minute, second] = Utilities.formatDate(cell, zone, "yyyy M d H m s").split(" ").map(Number);
  return Math.round((Date.UTC(year, month - 1, day, hour, minute, second) - Date.UTC(1899, 11, 30)) / 1000) / 86400;
}

/**
 * Writes all changes or none.
 * @param {PocChange[]} changes
 */
function pocWrite_(changes) {
  const book = SpreadsheetApp.getActiveSpreadsheet();
  const zone = book.getSpreadsheetTimeZone();
  /** @type {Object<string, GoogleAppsScript.Spreadsheet.Sheet>} */
  const sheets = {};
  /** @type {Object<string, any[][]>} */
  const cells = {};
  for (const { tab } of changes) {
    if (tab in sheets) continue;
    const sheet = book.getSheetByName(tab);
    if (!sheet) throw new Error(`Somebody took the tab ${tab} away meanwhile. Press again.`);
    sheets[tab] = sheet;
    cells[tab] = sheet.getDataRange().getValues().map((line) => line.map((cell) => pocSent_(cell, zone)));
  }
  const moved = pocMoved_(changes, (tab) => cells[tab]);
  if (moved) throw new Error(`Somebody changed ${moved.tab} row ${moved.row} meanwhile. Press again.`);
  try {
    for (const block of pocBlocks_(changes)) pocWriteBlock_(sheets[block.tab], block);
    SpreadsheetApp.flush();
  } catch (problem) {
    throw new HalfDone(pocWords_(problem));
  }
}

/** Writes a rectangle; a sheet of Google has no cells beyond its last row. @param {GoogleAppsScript.Spreadsheet.Sheet} sheet @param {PocBlock} block */
function pocWriteBlock_(sheet, { row, column, values }) {
  const missing = row + values.length - 1 - sheet.getMaxRows();
  if (missing > 0) sheet.insertRowsAfter(sheet.getMaxRows(), missing);
  sheet.getRange(row, column, values.length, values[0].length).setValues(values.map((line) => line.map(pocWritten_)));
}

/** @param {unknown} problem */
function pocWords_(problem) {
  return problem instanceof Error ? problem.message : String(problem);
}
