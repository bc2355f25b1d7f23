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
      const ranges = sheets.items.map((sheet) => pocUsed(sheet).load("values,formulas"));
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
      const sheets = new Map(changes.map(({ tab }) => [tab, context.workbook.worksheets.getItem(tab)]));
      const seen = new Map([...sheets].map(([tab, sheet]) => [tab, pocUsed(sheet).load("values")]));
      for (const sheet of sheets.values()) sheet.protection.load("protected");
      await context.sync();
      const locked = [...sheets].find(([, sheet]) => sheet.protection.protected);
      if (locked) throw new Error(`The tab ${locked[0]} is protected. Unprotect it (Review > Unprotect Sheet), and press again.`);
      const moved = pocMoved_(changes, (tab) => seen.get(tab).values);
      if (moved) throw new Error(`Somebody changed ${moved.tab} row ${moved.row} meanwhile. Press again.`);
      for (const { tab, row, column, values } of pocBlocks_(changes)) {
        const block = sheets.get(tab).getRangeByIndexes(row - 1, column - 1, values.length, values[0].length);
        block.values = values.map((line) => line.map(pocWritten_));
      }
      await context.sync().catch((problem) => { throw Object.assign(problem, { isHalfDone: true }); });
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

  async recalculate() {
    return Excel.run(async (context) => {
      context.workbook.application.calculate("Full");
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

/** Everything that was ever typed on a tab, from A1 on. */
function pocUsed(sheet) {
  return sheet.getRange("A1").getBoundingRect(sheet.getUsedRange(true));
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
