// A stand-in for Excel's side of office.js: a workbook of plain rows that keeps its discipline.
// What was not loaded and synced cannot be read; what was not synced has not happened.
"use strict";

(() => {
  const book = { tabs: {}, names: [], uid: "uid-1", selected: null, changed: [], recalculated: 0, locked: [], refused: null };
  globalThis.fakeBook = book;

  const column = (letters) => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  const at = (rows, row, col) => (rows[row] || [])[col] ?? "";
  const typed = (cell) => (typeof cell === "string" && cell.startsWith("'") ? cell.slice(1) : cell);
  const address = /^([A-Z]+)(\d+)$/;

  /** Properties that are there only after load and sync. */
  function loading(queue, target, read) {
    const ready = new Set();
    target.load = (names) => {
      queue.push(() => names.split(",").forEach((name) => ready.add(name.trim())));
      return target;
    };
    for (const [name, value] of Object.entries(read)) {
      Object.defineProperty(target, name, {
        configurable: true,
        get() {
          if (!ready.has(name)) throw new Error(`The property '${name}' is not available. Load it and sync.`);
          return value();
        },
      });
    }
    return target;
  }

  function rangeOf(queue, tab, row, col, height, width) {
    const rows = () => book.tabs[tab];
    const cells = () => Array.from({ length: height }, (_, r) => Array.from({ length: width }, (_, c) => at(rows(), row + r, col + c)));
    const range = loading(queue, {}, { values: cells, formulas: cells });
    const write = (values) => values.forEach((line, r) => line.forEach((value, c) => {
      while (rows().length <= row + r) rows().push([]);
      rows()[row + r][col + c] = typed(value);
      book.changed.push([tab, row + r + 1, col + c + 1, typed(value)]);
    }));
    Object.defineProperty(range, "values", {
      get: Object.getOwnPropertyDescriptor(range, "values").get,
      set(values) {
        if (values.length !== height || values.some((line) => line.length !== width)) throw new Error("The number of rows or columns does not match.");
        queue.push(() => {
          if (book.refused === tab) throw new Error("Excel is busy: a cell is being edited.");
          write(values);
        });
      },
    });
    range.getBoundingRect = (other) => rangeOf(queue, tab, row, col, Math.max(height, other.bottom - row), Math.max(width, other.right - col));
    range.select = () => queue.push(() => { book.selected = [tab, row + 1, col + 1]; });
    return Object.assign(range, { bottom: row + height, right: col + width });
  }

  function sheetOf(queue, name) {
    if (!(name in book.tabs)) throw new Error(`The tab ${name} doesn't exist.`);
    return {
      name,
      activate() {},
      protection: loading(queue, {}, { protected: () => book.locked.includes(name) }),
      getUsedRange: () => rangeOf(queue, name, 0, 0, Math.max(1, book.tabs[name].length), Math.max(1, ...book.tabs[name].map((row) => row.length))),
      getRange(cell) {
        const [, letters, number] = address.exec(cell);
        return rangeOf(queue, name, Number(number) - 1, column(letters) - 1, 1, 1);
      },
      getRangeByIndexes: (row, col, height, width) => rangeOf(queue, name, row, col, height, width),
    };
  }

  globalThis.Excel = {
    async run(work) {
      const queue = [];
      const sheets = { getItem: (name) => sheetOf(queue, name), onChanged: { add: (handler) => { book.onChanged = handler; } } };
      sheets.load = () => { queue.push(() => { sheets.items = Object.keys(book.tabs).map((name) => sheetOf(queue, name)); }); return sheets; };
      const names = { load: () => { queue.push(() => { names.items = book.names; }); return names; } };
      const property = () => loading(queue, { isNullObject: book.uid === null }, { value: () => book.uid });
      const calculate = (kind) => queue.push(() => { book.recalculated += 1; book.calculation = kind; });
      return work({
        workbook: { worksheets: sheets, names, properties: { custom: { getItemOrNullObject: property } }, application: { calculate } },
        async sync() {
          await new Promise((done) => { setTimeout(done, 1); });
          queue.splice(0).forEach((order) => order());
        },
      });
    },
  };
})();
