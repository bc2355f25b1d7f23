// The task pane: a press from the click to the cells, and how the server is.
"use strict";

/** Milliseconds between two looks for a server that is away: longer and longer. */
const POC_LOOK = 2000;
const POC_LONGEST = 30000;
const POC_STATES = { here: "Connected", refused: POC_IS_OWN ? "Not paired" : "Not signed in", away: "poc_sheets is away" };
const POC_REFUSED = POC_IS_OWN
  ? "This pane is not paired with poc_sheets. Run poc-sheets pair in a terminal, and type its code at the end of this pane."
  : "You are not signed in any more. Close this pane and open it again.";
let pocPressing = false;
let pocState = "unknown";

/** A press: one at a time, the same road for every button; `file` is what one of them brings in. */
async function press(action, options, file) {
  if (pocPressing) return;
  const stop = showWorking(action);
  try {
    const brought = file ? { file: await sentFile(file) } : {};
    say("Reading the tabs.");
    const workbook = { uid: await pocHost.uid(), ...(await pocHost.tabs()) };
    say("Working.");
    const answer = await pocPost("/actions", { action: action.name, request_id: crypto.randomUUID(), options, workbook, ...brought });
    const changes = answer.changes || [];
    if (changes.length) {
      say(`Writing ${changes.length === 1 ? "1 cell" : `${changes.length} cells`}.`);
      await pocHost.write(changes);
    }
    pocChanged();
    showAnswer(action.label, answer);
  } catch (problem) {
    const state = problem.isHalfDone ? "Excel stopped while the cells were written: some are changed. Undo it, and press again." : "Nothing was changed.";
    showAnswer(action.label, { summary: `${state} ${toldProblem(problem)}` });
  } finally {
    stop();
    byId("answer-title").focus();
  }
}

function toldProblem(problem) {
  if (!problem.isAway) return problem.message;
  const hint = POC_IS_OWN ? " If the browser asks whether this page may reach this computer, press Allow." : "";
  return `poc_sheets does not answer. ${POC_AWAY}${hint}`;
}

/** The pane while a press runs; returns what ends that. */
function showWorking(action) {
  pocPressing = true;
  document.body.setAttribute("aria-busy", "true");
  byId("answer-title").textContent = action.label;
  showFindings([]);
  showDocuments([], []);
  byId("progress").hidden = false;
  const began = Date.now();
  const timer = setInterval(() => { byId("seconds").textContent = `${Math.round((Date.now() - began) / 1000)} s`; }, 250);
  byId("answer").scrollIntoView({ block: "start" });
  return () => {
    clearInterval(timer);
    byId("progress").hidden = true;
    byId("seconds").textContent = "";
    document.body.removeAttribute("aria-busy");
    pocPressing = false;
  };
}

/** What the last request said about the server. */
function showState(state) {
  if (state === pocState) return;
  const wasAway = pocState === "away";
  pocState = state;
  byId("connection").textContent = POC_STATES[state];
  byId("connection").dataset.state = state;
  if (state === "refused") {
    byId("settings").open = POC_IS_OWN;
    say(POC_REFUSED);
  } else if (state === "away") {
    say(`poc_sheets does not answer. ${POC_AWAY} Cells keep the values that they have.`);
    setTimeout(lookAgain, POC_LOOK, POC_LOOK);
  } else if (wasAway) {
    say("poc_sheets is back.");
    if (pocMissed) pocReload().catch((problem) => say(problem.message));
  }
}

async function look() {
  await pocFetch("/health").catch(() => {});
}

async function lookAgain(waited) {
  await look();
  const next = Math.min(waited * 2, POC_LONGEST);
  if (pocState === "away") setTimeout(lookAgain, next, next);
}

/** Eight digits are a code for which the server gives its key; anything longer is the key itself. */
async function pair(event) {
  event.preventDefault();
  const typed = byId("code").value.trim();
  let key = typed;
  if (/^[\d\s]{0,12}$/.test(typed)) {
    const answer = await pocPost("/pair", { code: typed });
    if (!answer.key) throw new Error(answer.findings && answer.findings[0] ? `${answer.title}. Do: ${answer.findings[0].do}.` : answer.title);
    key = answer.key;
  }
  localStorage.setItem("poc_key", key);
  byId("code").value = "";
  await look();
  if (pocState !== "here") return;
  byId("settings").open = false;
  say("This pane is paired with poc_sheets.");
  byId("answer-title").focus();
  if (pocMissed) await pocReload();
}

/** Excel's own theme counts, where it says so; else that of the system. */
function followTheme() {
  const paper = Office.context && Office.context.officeTheme && Office.context.officeTheme.bodyBackgroundColor;
  const parts = /^#?(..)(..)(..)$/.exec(paper || "");
  if (!parts) return;
  const light = parts.slice(1).reduce((sum, part) => sum + parseInt(part, 16), 0) / 3;
  document.documentElement.dataset.theme = light < 128 ? "dark" : "light";
}

Office.onReady(async () => {
  followTheme();
  pocTell = showState;
  showButtons(POC_ACTIONS, press);
  showFileButton(POC_FILE, press);
  byId("pair-form").hidden = !POC_IS_OWN;
  byId("pair-form").addEventListener("submit", (event) => pair(event).catch((problem) => say(toldProblem(problem))));
  byId("reload").addEventListener("click", () => pocReload().then(() => say("Every formula is worked out anew.")).catch((problem) => say(toldProblem(problem))));
  if (typeof Excel === "undefined") say("Open this page inside Excel.");
  else await pocHost.watch().catch((problem) => say(problem.message));
  await look();
});
