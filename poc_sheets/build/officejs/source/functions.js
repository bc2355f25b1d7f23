// Cell functions in Excel: calls of a moment travel together, the same call only once.
"use strict";

/** Milliseconds in which calls gather, and how many travel in one request. */
const POC_WAIT = 20;
const POC_MOST = 500;
/** Answers that are kept for cells while the server is away. */
const POC_KEPT = 50000;
/** The server is on this computer, or it is a team's behind a sign-in. */
const POC_IS_OWN = typeof location === "undefined" || ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);
const POC_AWAY = POC_IS_OWN ? "Start it with poc-sheets serve." : "Try again in a minute, or tell the people who look after it.";
/** No other window's state of a workbook is taken for one of ours. */
const POC_SESSION = crypto.randomUUID();
const pocQueue = new Map();
/** Calls whose answer is under way, by key. */
const pocUnderWay = new Map();
/** Values that were answered before: they stay in the cells while the server is away. */
const pocKnown = new Map();
let pocTimer = null;
let pocRevision = 0;
let pocSent = -1;
/** Cells that show no value because the server was away: they are asked for once it is back. */
let pocMissed = false;
/** The pane is told how the last request went: "here", "refused" or "away". */
let pocTell = () => {};

/**
 * A cell function as Excel calls it: each argument is a range, and so is the answer. A range of one
 * cell is that cell. What Excel adds after the arguments is left out, and so are those at the end
 * that nobody gave.
 */
async function pocCell(name, given, most, required) {
  const args = given.slice(0, most).map((range) => (Array.isArray(range) ? range.map((line) => line.map(pocGiven)) : pocGiven(range)));
  const plain = args.map((range) => (Array.isArray(range) && range.length === 1 && range[0].length === 1 ? range[0][0] : range));
  while (plain.length > required && plain.at(-1) === null) plain.pop();
  const value = await pocAsk(name, plain);
  return Array.isArray(value) ? value : [[value]];
}

/** A cell as the server reads it: blank is null, an error is its sign, such as #REF!. */
function pocGiven(cell) {
  if (cell === undefined || cell === "") return null;
  return cell !== null && typeof cell === "object" ? String(cell.code || cell.basicValue) : cell;
}

/** The answer of a call: a promise of its value. */
function pocAsk(name, args) {
  const key = JSON.stringify([name, args]);
  const running = pocUnderWay.get(key);
  if (running && running.revision === pocRevision) return running.promise;
  let call = pocQueue.get(key);
  if (!call) {
    call = { name, args, key };
    call.promise = new Promise((resolve, reject) => Object.assign(call, { resolve, reject }));
    pocQueue.set(key, call);
  }
  if (pocTimer === null) pocTimer = setTimeout(pocFlush, POC_WAIT);
  return call.promise;
}

/** One request after the other, so that the tabs travel with the first of them only. */
async function pocFlush() {
  while (pocQueue.size > 0) {
    const calls = [...pocQueue.values()].slice(0, POC_MOST);
    await pocRound(calls).catch((problem) => {
      // Whoever waits is answered now: there is nobody to ask.
      const rest = [...new Set([...calls, ...pocQueue.values()])];
      rest.forEach((call) => pocWithout(call, problem));
      pocQueue.clear();
    });
  }
  pocTimer = null;
}

async function pocRound(calls) {
  for (const call of calls) {
    pocQueue.delete(call.key);
    call.revision = pocRevision;
    pocUnderWay.set(call.key, call);
  }
  try {
    const values = await pocValues(calls);
    calls.forEach((call, index) => {
      pocKeep(call.key, values[index]);
      call.resolve(values[index] === null ? "" : values[index]);
    });
  } finally {
    calls.forEach((call) => { if (pocUnderWay.get(call.key) === call) pocUnderWay.delete(call.key); });
  }
}

function pocKeep(key, value) {
  pocKnown.delete(key);
  pocKnown.set(key, value);
  if (pocKnown.size > POC_KEPT) pocKnown.delete(pocKnown.keys().next().value);
}

/** A call that nobody answered: the value that the cell had, or why there is none. */
function pocWithout(call, problem) {
  if (pocKnown.has(call.key)) {
    const value = pocKnown.get(call.key);
    call.resolve(value === null ? "" : value);
  } else {
    pocMissed = true;
    call.reject(pocNotAvailable(problem));
  }
}

/** The values of calls. The tabs travel once for each state of the workbook. */
async function pocValues(calls) {
  const asked = calls.map(({ name, args }) => ({ name, args }));
  const revision = pocRevision;
  let answer = await pocPost("/formulas", { workbook: await pocWorkbook(revision), calls: asked });
  if (answer.findings && answer.findings.some((found) => found.problem === "workbook-not-sent")) {
    pocSent = -1;
    answer = await pocPost("/formulas", { workbook: await pocWorkbook(revision), calls: asked });
  }
  if (!answer.values) throw new Error(answer.title || "the server gave no values");
  pocSent = revision;
  return answer.values;
}

async function pocWorkbook(state) {
  const book = { uid: await pocHost.uid(), revision: `${POC_SESSION} ${state}` };
  return state === pocSent ? book : { ...book, ...(await pocHost.tabs()) };
}

async function pocPost(path, body) {
  return (await pocFetch(path, { method: "POST", body: JSON.stringify(body) })).json();
}

/** A request with our key; the pane is told how it went. */
async function pocFetch(path, request = {}) {
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${await pocHost.key()}` };
  try {
    const response = await fetch(path, { ...request, headers });
    // A wrong code says nothing about the key.
    if (response.status !== 403) pocTell(response.status === 401 ? "refused" : "here");
    return response;
  } catch (problem) {
    pocTell("away");
    throw Object.assign(problem, { isAway: true });
  }
}

function pocNotAvailable(problem) {
  const text = problem.isAway ? `poc_sheets did not answer. ${POC_AWAY}` : `poc_sheets did not answer: ${problem.message}.`;
  return typeof CustomFunctions !== "undefined" && CustomFunctions.Error
    ? new CustomFunctions.Error(CustomFunctions.ErrorCode.notAvailable, text)
    : new Error(text);
}

/** The workbook changed: the next formulas see it as it is then. */
function pocChanged() {
  pocRevision += 1;
}

/** Every formula is worked out anew; what cells show meanwhile stays. */
async function pocReload() {
  pocSent = -1;
  pocMissed = false;
  pocChanged();
  await pocHost.recalculate();
}
