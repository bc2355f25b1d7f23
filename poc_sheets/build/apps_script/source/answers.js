// What each cell function answers. Range in, range out: one call answers a whole column.

/** What is shared between formulas, by name. */
const POC_SHARED = ["accounts", "colors", "orders", "people", "revision", "variance"];
/** @type {Object<string, string[]>} what may be asked for: the column in Crew, then in Cast */
const POC_FIELDS = {
  mobile: ["mobile", "phone"], phone: ["mobile", "phone"], email: ["email", "email"],
  mail: ["email", "email"], position: ["position", "character"],
  character: ["position", "character"], department: ["department", ""],
  agent: ["", "agent"], "agent phone": ["", "agent_phone"],
};
const POC_ERROR = /^#(REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|ERROR!)$/;

/**
 * Answers a formula for a cell or for every cell of the first range among its arguments.
 * @param {string} name as typed in a cell
 * @param {string[]} needed the names of its arguments
 * @param {any[]} given
 * @param {(...cells: any[]) => any} answer
 */
function pocAnswer_(name, needed, given, answer) {
  const missing = needed.find((_, index) => given[index] === undefined);
  if (missing) return `#${name} needs ${missing}`;
  const cells = given.slice(0, needed.length);
  const range = cells.find(Array.isArray);
  if (!range) return pocOne_(cells, answer);
  return range.map((/** @type {any[]} */ line, /** @type {number} */ row) =>
    line.map((_, column) => {
      const at = cells.map((each) => (Array.isArray(each) ? (each[row] || [])[column] : each));
      const first = at[0] === undefined || at[0] === null ? "" : at[0];
      return first === "" ? "" : pocOne_(at, answer);
    }));
}

/** @param {any[]} cells @param {(...cells: any[]) => any} answer */
function pocOne_(cells, answer) {
  const error = cells.find((cell) => typeof cell === "string" && POC_ERROR.test(cell));
  if (error) return error;
  try {
    return answer(...cells);
  } catch (problem) {
    if (problem instanceof CellText) return `#${problem.message}`;
    throw problem;
  }
}

/**
 * @typedef {{spent: number, committed: number, revised: number, mode: string, held: number | null, doubtful: boolean}} PocCost
 */

/** Every account of the Budget tab; `doubtful` where a cell of its row cannot be read. */
function pocAccounts_() {
  return pocShared_("accounts", () => {
    const rows = pocRows_("budget");
    if (!rows) throw new CellText("The workbook has no Budget tab");
    pocNeeded_("budget", rows, ["spent", "committed"]);
    const decimals = pocDecimals_();
    /** @type {Object<string, PocCost>} */
    const accounts = {};
    for (const row of rows) {
      const amounts = [row.spent, row.committed, row.budgeted, row.overage, row.held].map(pocAmount_);
      const isDoubtful = amounts.includes(null) || row.budgeted === "";
      const [spent, committed, budgeted, overage, held] = amounts.map((n) => pocRound_(n || 0, decimals));
      const code = pocCode_(row.account);
      const first = { spent, committed, revised: 0, mode: pocText_(row.etc_mode), held: pocText_(row.held) === "" ? null : held, doubtful: false };
      const cost = accounts[code] || first;
      cost.revised = pocRound_(cost.revised + budgeted + overage, decimals);
      cost.doubtful = cost.doubtful || isDoubtful;
      accounts[code] = cost;
    }
    return { accounts, decimals };
  });
}

/** Decimals of the production's currency. */
function pocDecimals_() {
  const currency = pocText_(pocSettings_().currency).toUpperCase();
  return currency in POC_DECIMALS ? POC_DECIMALS[currency] : 2;
}

/** A column that is gone is not a column of zeros. @param {string} id @param {Object<string, any>[]} rows @param {string[]} keys */
function pocNeeded_(id, rows, keys) {
  const lost = rows.length ? keys.find((key) => !(key in rows[0])) : undefined;
  if (lost) throw new CellText(`The ${POC_TABS[id].names[0]} tab has no "${POC_TABS[id].columns[lost][0]}" heading`);
}

/** @param {any} account @param {(cost: PocCost) => number} amount */
function pocCost_(account, amount) {
  const { accounts, decimals } = pocAccounts_();
  const code = pocCode_(account);
  if (!code) throw new CellText("no account: the cell is empty");
  const cost = Object.prototype.hasOwnProperty.call(accounts, code) ? accounts[code] : null;
  if (!cost) throw new CellText(`no account ${code}`);
  if (cost.doubtful) throw new CellText(`check ${code}: a row could not be read`);
  return pocRound_(amount(cost), decimals);
}

/** What is still to come, by the account's ETC mode; below zero: the held amount is too low. @param {PocCost} cost */
function pocToComplete_({ spent, committed, revised, mode, held }) {
  if (mode === "Hold ETC" && held !== null) return held;
  if (mode === "Hold EFC" && held !== null) return held - spent - committed;
  return Math.max(0, revised - spent - committed);
}

/** @param {any} account */
function answerSpent_(account) {
  return pocCost_(account, (cost) => cost.spent);
}

/** @param {any} account */
function answerCommitted_(account) {
  return pocCost_(account, (cost) => cost.committed);
}

/** @param {any} account */
function answerRemaining_(account) {
  return pocCost_(account, (cost) => cost.revised - cost.spent - cost.committed);
}

/** @param {any} account */
function answerEtc_(account) {
  return pocCost_(account, pocToComplete_);
}

/** @param {any} account */
function answerEfc_(account) {
  return pocCost_(account, (cost) => cost.spent + cost.committed + pocToComplete_(cost));
}

/** @param {any} account */
function answerVar_(account) {
  const isMinus = pocShared_("variance", () => pocKey_(pocSettings_()["variance shows"]) === "over as minus");
  const over = pocCost_(account, (cost) => cost.spent + cost.committed + pocToComplete_(cost) - cost.revised);
  return isMinus ? -over || 0 : over;
}

/** @param {any} order */
function answerOpenpo_(order) {
  const code = pocCode_(order);
  const { orders, decimals } = pocShared_("orders", () => {
    const rows = pocRows_("po_lines") || [];
    pocNeeded_("po_lines", rows, ["open"]);
    /** @type {[string, number | null][]} */
    const lines = rows.map((row) => [pocCode_(row.po_number), pocAmount_(row.open)]);
    return { orders: lines, decimals: pocDecimals_() };
  });
  const open = orders.filter(([number]) => number === code).map(([, amount]) => amount);
  if (open.length === 0) return answerCommitted_(order);
  if (open.includes(null)) throw new CellText(`check ${code}: a row could not be read`);
  return pocRound_(open.reduce((/** @type {number} */ sum, amount) => sum + pocRound_(amount || 0, decimals), 0), decimals);
}

/** @param {any} pages */
function answerEighths_(pages) {
  const count = pocEighths_(pages);
  if (count === null) throw new CellText(`not pages: ${pocText_(pages) || "blank"}`);
  const whole = Math.floor(count / 8);
  if (count % 8 === 0 && whole) return String(whole);
  return `${whole ? `${whole} ` : ""}${count % 8}/8`;
}

/**
 * Whole eighths, or null where a cell is no page count.
 * @param {any} cell
 * @return {number | null}
 */
function pocEighths_(cell) {
  const most = 9999;
  if (typeof cell === "number") {
    const eighths = Math.round(cell * 8);
    return cell >= 0 && cell <= most && Math.abs(cell * 8 - eighths) < 1e-6 ? eighths : null;
  }
  if (typeof cell !== "string") return null;
  const signs = { "\u215b": 1, "\u00bc": 2, "\u215c": 3, "\u00bd": 4, "\u215d": 5, "\u00be": 6, "\u215e": 7 };
  let text = cell.replace(/\u2044/g, "/").replace(/[\u2011\u2013]/g, "-").replace(/\u00a0/g, " ");
  for (const [sign, part] of Object.entries(signs)) text = text.split(sign).join(` ${part}/8`);
  const parts = /^(?:(\d+(?:\.\d+)?)(?![\d./]))?(?:(?:(?<=\d)(?:\s*-\s*|\s+))?(\d+)\s*\/\s*([248]))?\s*(?:pgs?\.?|pages?)?$/i
    .exec(text.trim());
  if (!parts) return null;
  const [, whole, over, under] = parts;
  if (over === undefined) return whole === undefined ? null : pocEighths_(Number(whole));
  const part = Number(over) * (8 / Number(under));
  if (whole === undefined) return part <= most * 8 ? part : null;
  return /^\d+$/.test(whole) && part < 8 && Number(whole) <= most ? Number(whole) * 8 + part : null;
}

/** @param {any} revision */
function answerColor_(revision) {
  const number = pocWhole_(revision, "revision");
  if (number < 0) throw new CellText(`no revision ${number}`);
  const colors = pocShared_("colors", () => {
    const typed = pocText_(pocSettings_()["revision colours"]);
    return typed ? typed.split(/[,;/\n]+/).map((part) => part.trim()).filter(Boolean) : POC_COLORS;
  });
  if (number < colors.length) return pocTitle_(colors[number]);
  const repeated = colors.length === 1 ? colors : colors.slice(1);
  const round = Math.floor((number - colors.length) / repeated.length) + 1;
  const rounds = ["", "DOUBLE", "TRIPLE"];
  const word = round < rounds.length ? rounds[round] : `${round + 1}TH`;
  return pocTitle_(`${word} ${repeated[(number - colors.length) % repeated.length]}`);
}

/** Each word, and each letter after a number, as a heading has it. @param {string} text */
function pocTitle_(text) {
  return text.toLowerCase().replace(/(^|[^a-z])([a-z])/g, (_, before, letter) => before + letter.toUpperCase());
}

/** @param {any} person @param {any} field */
function answerContact_(person, field) {
  const wanted = pocKey_(person);
  const asked = pocKey_(field).replace(/-/g, "");
  if (!Object.prototype.hasOwnProperty.call(POC_FIELDS, asked)) {
    throw new CellText(`no field ${pocText_(field)}: ${Object.keys(POC_FIELDS).join(", ")}`);
  }
  const people = pocPeople_().filter((each) => each.keys.includes(wanted));
  if (people.length === 0) throw new CellText(`no ${pocText_(person) || "person: blank"}`);
  if (people.length > 1) {
    throw new CellText(`${people.length} people: ${people.map((each) => each.post).join(", ")}`);
  }
  const column = POC_FIELDS[asked][people[0].isCast ? 1 : 0];
  return column ? people[0].fields[column] || "" : "";
}

/** Crew, then cast, with the names that each is found by. */
function pocPeople_() {
  return pocShared_("people", () => {
    /** @type {{keys: string[], post: string, isCast: boolean, fields: Object<string, string>}[]} */
    const people = [];
    for (const row of pocRows_("crew") || []) {
      if (pocText_(row.name) === "" || pocText_(row.position) === "") continue;
      const keys = [pocKey_(row.name), pocKey_(`${pocText_(row.name)}, ${pocText_(row.position)}`)];
      people.push({ keys, post: pocText_(row.position), isCast: false, fields: pocTexts_(row) });
    }
    for (const row of pocRows_("cast") || []) {
      if (pocText_(row.performer) === "" || pocText_(row.cast_id) === "") continue;
      people.push({ keys: [pocKey_(row.performer)], post: pocText_(row.character), isCast: true, fields: pocTexts_(row) });
    }
    return people;
  });
}

/** @param {Object<string, any>} row */
function pocTexts_(row) {
  return Object.fromEntries(Object.entries(row).map(([key, cell]) => [key, pocText_(cell)]));
}
