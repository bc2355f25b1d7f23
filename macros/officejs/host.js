// The open workbook as the server reads it, and its changes put into the cells.
"use strict";

const pocHost = {
  async key() {
    return localStorage.getItem("poc_key") || "";
  },

  /** The workbook's own id, whatever the file is called and wherever it lies. */
  async uid() {
    return Excel.run(async (context) => {
      const property = context.workbook.properties.custom.getItemOrNullObject("poc_sheets_production");
      property.load("value");
      await context.sync();
      return property.isNullObject ? "" : String(property.value);
    });
  },

  /** Every tab with its cells from A1 on, and the ids of the tabs that are ours. */
  async tabs() {
    return Excel.run(async (context) => {
      const sheets = context.workbook.worksheets.load("items/name");
      const names = context.workbook.names.load("items/name,items/formula");
      await context.sync();
      const ranges = sheets.items.map((sheet) => sheet.getRange("A1").getBoundingRect(sheet.getUsedRange(true)).load("values,formulas"));
      await context.sync();
      const tabs = {};
      const formulas = {};
      sheets.items.forEach((sheet, index) => {
        tabs[sheet.name] = ranges[index].values;
        formulas[sheet.name] = pocFormulas(ranges[index].formulas);
      });
      return { tabs, formulas, ids: pocIds(names.items) };
    });
  },

  /** All changes or none: a cell that holds something else by now stops them. */
  async write(changes) {
    return Excel.run(async (context) => {
      const cells = changes.map((change) => context.workbook.worksheets.getItem(change.tab).getCell(change.row - 1, change.column - 1).load("values"));
      await context.sync();
      const moved = changes.find((change, index) => !pocSameCell(cells[index].values[0][0], change.was));
      if (moved) throw new Error(`Somebody changed ${moved.tab} row ${moved.row} meanwhile. Press again.`);
      changes.forEach((change, index) => {
        cells[index].values = [[pocWritten(change.value)]];
      });
      await context.sync();
    });
  },

  async select(tab, cell) {
    return Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem(tab);
      sheet.activate();
      sheet.getRange(cell || "A1").select();
      await context.sync();
    });
  },

  watch() {
    return Excel.run(async (context) => {
      context.workbook.worksheets.onChanged.add(async () => pocChanged());
      await context.sync();
    });
  },
};

/** A value as Excel takes it: what it would make a formula, a number or a day of stays text. */
function pocWritten(value) {
  if (value === null) return "";
  return typeof value === "string" && /^\s*[=+\-@'\d$(.#]/.test(value) ? `'${value}` : value;
}

/** Formula cells as [row, column, text], counted from 1. */
function pocFormulas(rows) {
  const found = [];
  rows.forEach((line, row) => line.forEach((cell, column) => {
    if (typeof cell === "string" && cell.startsWith("=")) found.push([row + 1, column + 1, cell]);
  }));
  return found;
}

function pocIds(names) {
  const ids = {};
  for (const { name, formula } of names) {
    const tab = /^='?(.+?)'?!/.exec(String(formula));
    if (name.startsWith("_poc_tab_") && tab) ids[tab[1].replace(/''/g, "'")] = name.slice("_poc_tab_".length);
  }
  return ids;
}

function pocSameCell(one, other) {
  const [left, right] = [one, other].map((cell) => (cell === null || cell === undefined ? "" : cell));
  if (typeof left === "number" && typeof right === "number") return Math.abs(left - right) <= 1e-9 * Math.max(1, Math.abs(left));
  return left === right;
}
