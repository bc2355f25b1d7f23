// Cell functions in Excel: calls of a moment travel together, the same call only once.
"use strict";

const POC_WAIT = 20;
const POC_MOST = 500;
const pocQueue = new Map();
/** Values that were answered before: they stay in the cells while the server is away. */
const pocKnown = new Map();
let pocTimer = null;
let pocRevision = 0;
let pocSent = -1;

/** What a cell function returns: a promise of its value. */
function pocAsk(name, args) {
  const key = JSON.stringify([name, args]);
  let call = pocQueue.get(key);
  if (!call) {
    call = { name, args, key };
    call.promise = new Promise((resolve, reject) => Object.assign(call, { resolve, reject }));
    pocQueue.set(key, call);
  }
  if (pocQueue.size >= POC_MOST) pocFlush();
  else if (pocTimer === null) pocTimer = setTimeout(pocFlush, POC_WAIT);
  return call.promise;
}

async function pocFlush() {
  clearTimeout(pocTimer);
  pocTimer = null;
  const calls = [...pocQueue.values()];
  pocQueue.clear();
  if (calls.length === 0) return;
  try {
    const values = await pocValues(calls);
    calls.forEach((call, index) => {
      pocKnown.set(call.key, values[index]);
      call.resolve(values[index] === null ? "" : values[index]);
    });
  } catch (problem) {
    for (const call of calls) {
      if (pocKnown.has(call.key)) call.resolve(pocKnown.get(call.key));
      else call.reject(pocNotAvailable(problem));
    }
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
  if (!answer.values) throw new Error(answer.text || "the server gave no values");
  pocSent = revision;
  return answer.values;
}

async function pocWorkbook(revision) {
  const uid = await pocHost.uid();
  return revision === pocSent ? { uid, revision } : { uid, revision, ...(await pocHost.tabs()) };
}

async function pocPost(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${await pocHost.key()}` },
    body: JSON.stringify(body),
  });
  return response.json();
}

function pocNotAvailable(problem) {
  const text = `poc_sheets did not answer: ${problem.message}. Start it with poc-sheets serve.`;
  return typeof CustomFunctions !== "undefined" && CustomFunctions.Error
    ? new CustomFunctions.Error(CustomFunctions.ErrorCode.notAvailable, text)
    : new Error(text);
}

/** The workbook changed: the next formulas see it as it is then. */
function pocChanged() {
  pocRevision += 1;
}
