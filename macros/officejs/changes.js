// Changes of cells as the server sends them, for every program that writes them in JavaScript.

/**
 * @typedef {{tab: string, row: number, column: number, was: any, value: any}} PocChange
 * @typedef {{tab: string, row: number, column: number, values: any[][]}} PocBlock
 */

/**
 * Changes as rectangles: one order to the program for many cells.
 * @param {PocChange[]} changes
 * @return {PocBlock[]}
 */
function pocBlocks_(changes) {
  /** @type {PocBlock[]} */
  const lines = [];
  const sorted = [...changes].sort((a, b) => a.tab.localeCompare(b.tab) || a.row - b.row || a.column - b.column);
  for (const { tab, row, column, value } of sorted) {
    const last = lines[lines.length - 1];
    if (last && last.tab === tab && last.row === row && last.column + last.values[0].length === column) last.values[0].push(value);
    else lines.push({ tab, row, column, values: [[value]] });
  }
  /** @type {PocBlock[]} */
  const blocks = [];
  /** The block that ends right above, by its tab, column and width. */
  const above = new Map();
  for (const line of lines) {
    const mark = JSON.stringify([line.tab, line.column, line.values[0].length]);
    const block = above.get(mark);
    if (block && block.row + block.values.length === line.row) block.values.push(line.values[0]);
    else {
      above.set(mark, line);
      blocks.push(line);
    }
  }
  return blocks;
}

/**
 * The first change whose cell holds something else by now.
 * @param {PocChange[]} changes
 * @param {(tab: string) => any[][]} cellsOf the cells of a tab from A1 on
 * @return {PocChange | undefined}
 */
function pocMoved_(changes, cellsOf) {
  return changes.find(({ tab, row, column, was }) => !pocSameCell_((cellsOf(tab)[row - 1] || [])[column - 1], was));
}

/**
 * A value as programs take it: what they would make a formula, a number or a day of stays text.
 * @param {any} value
 */
function pocWritten_(value) {
  if (value === null) return "";
  return typeof value === "string" && /^\s*[=+\-@'\d$(.#]/.test(value) ? `'${value}` : value;
}

/** @param {any} one @param {any} other */
function pocSameCell_(one, other) {
  const [left, right] = [one, other].map((cell) => (cell === null || cell === undefined ? "" : cell));
  if (typeof left === "number" && typeof right === "number") return Math.abs(left - right) <= 1e-9 * Math.max(1, Math.abs(left));
  return left === right;
}
