// A press of a button: what it asks, the server's work, the cells that it wants written. Without a
// server of the team the scheduled sync presses the buttons.

/**
 * @typedef {{name: string, label: string, kind: string, choices: string[], help: string, required: boolean, default: string}} PocQuestion
 */

/** Formulas read the tabs anew after an edit. */
function onEdit() {
  pocForget_();
}

/** @param {string} action @param {string} label @param {PocQuestion[]} questions */
function pocPress_(action, label, questions) {
  const ui = SpreadsheetApp.getUi();
  const server = pocServer_();
  if (!server) {
    ui.alert(label, "The scheduled sync does this at its next run. To press it here, a team gives its server in the script properties POC_SERVER and POC_TOKEN.", ui.ButtonSet.OK);
    return;
  }
  const options = pocAsked_(ui, label, questions);
  if (!options) return;
  const lock = LockService.getDocumentLock();
  if (!lock || !lock.tryLock(5000)) {
    ui.alert(label, "Somebody else's press is still running. Press again in a minute.", ui.ButtonSet.OK);
    return;
  }
  try {
    const workbook = { uid: SpreadsheetApp.getActiveSpreadsheet().getId(), ...pocTabs_() };
    const answer = pocPost_(server, "/actions", { action, request_id: Utilities.getUuid(), options, workbook });
    if ((answer.changes || []).length) pocWrite_(answer.changes);
    ui.alert(label, String(answer.text), ui.ButtonSet.OK);
  } catch (problem) {
    const state = problem instanceof HalfDone ? "Google stopped while the cells were written: some are changed. Undo it, and press again." : "Nothing was changed.";
    ui.alert(label, `${state} ${pocWords_(problem)}`, ui.ButtonSet.OK);
  } finally {
    pocForget_();
    lock.releaseLock();
  }
}

/**
 * What the person answers, one question after the other; null where one is cancelled.
 * @param {GoogleAppsScript.Base.Ui} ui
 * @param {string} label
 * @param {PocQuestion[]} questions
 */
function pocAsked_(ui, label, questions) {
  /** @type {Object<string, any>} */
  const options = {};
  for (const [index, question] of questions.entries()) {
    const title = questions.length > 1 ? `${label} (${index + 1} of ${questions.length})` : label;
    const answer = question.kind === "yesno" ? pocYesOrNo_(ui, title, question) : pocTypedAnswer_(ui, title, question);
    if (answer === null) return null;
    if (answer !== "") options[question.name] = answer;
  }
  return options;
}

/** @param {GoogleAppsScript.Base.Ui} ui @param {string} title @param {PocQuestion} question */
function pocYesOrNo_(ui, title, question) {
  const answer = ui.alert(title, `${question.label}? ${question.help}`, ui.ButtonSet.YES_NO_CANCEL);
  if (answer !== ui.Button.YES && answer !== ui.Button.NO) return null;
  return answer === ui.Button.YES;
}

/** Asks until the answer can be used. @param {GoogleAppsScript.Base.Ui} ui @param {string} title @param {PocQuestion} question */
function pocTypedAnswer_(ui, title, question) {
  const rest = question.default ? `Leave it empty for ${question.default}.` : "It can be left empty.";
  const hint = [question.help, question.choices.length ? `One of ${question.choices.join(", ")}.` : "", question.required ? "" : rest];
  let wrong = "";
  for (;;) {
    const text = [wrong, `${question.label}: ${hint.filter(Boolean).join(" ")}`].filter(Boolean).join("\n\n");
    const asked = ui.prompt(title, text, ui.ButtonSet.OK_CANCEL);
    if (asked.getSelectedButton() !== ui.Button.OK) return null;
    const answer = pocTyped_(asked.getResponseText().trim(), question);
    if (answer !== null) return answer;
    wrong = `"${asked.getResponseText().trim()}" cannot be used.`;
  }
}

/** An answer as the button takes it, or null where it cannot be used. @param {string} typed @param {PocQuestion} question */
function pocTyped_(typed, question) {
  if (typed === "") return question.required ? null : "";
  if (question.kind === "number") return /^-?\d+$/.test(typed) ? Number(typed) : null;
  if (question.kind === "date") return /^\d{4}-\d\d-\d\d$/.test(typed) ? typed : null;
  if (question.kind === "choice") return question.choices.find((choice) => pocKey_(choice) === pocKey_(typed)) || null;
  return typed;
}
