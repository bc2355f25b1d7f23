// A press of a button. Google's servers make the call, so the server must be one that they reach:
// its address and token stand in the script properties POC_SERVER and POC_TOKEN. Without them the
// scheduled sync presses the buttons.

/** Formulas read the tabs anew after an edit. */
function onEdit() {
  pocForget_();
}

/** @param {string} action @param {string} label */
function pocPress_(action, label) {
  const ui = SpreadsheetApp.getUi();
  const properties = PropertiesService.getScriptProperties();
  const server = properties.getProperty("POC_SERVER");
  if (!server) {
    ui.alert(label, "The scheduled sync does this at its next run. To press it here, a team gives its server in the script properties POC_SERVER and POC_TOKEN.", ui.ButtonSet.OK);
    return;
  }
  const lock = LockService.getDocumentLock();
  if (!lock || !lock.tryLock(5000)) {
    ui.alert(label, "Somebody else's press is still running. Press again in a minute.", ui.ButtonSet.OK);
    return;
  }
  try {
    const answer = UrlFetchApp.fetch(`${server.replace(/\/+$/, "")}/actions`, {
      method: "post",
      contentType: "application/json",
      headers: { Authorization: `Bearer ${properties.getProperty("POC_TOKEN") || ""}` },
      payload: JSON.stringify({
        action,
        request_id: Utilities.getUuid(),
        workbook: { spreadsheet: SpreadsheetApp.getActiveSpreadsheet().getId() },
      }),
      muteHttpExceptions: true,
    });
    ui.alert(label, pocMessage_(answer.getResponseCode(), answer.getContentText()), ui.ButtonSet.OK);
  } catch (problem) {
    ui.alert(label, `The server did not answer: ${problem instanceof Error ? problem.message : problem}. Nothing was changed; press again later.`, ui.ButtonSet.OK);
  } finally {
    pocForget_();
    lock.releaseLock();
  }
}

/** What a person is shown of the server's answer. @param {number} status @param {string} text */
function pocMessage_(status, text) {
  try {
    const message = JSON.parse(text);
    if (message.text) return String(message.text);
  } catch {
    // Not ours: a gateway's page.
  }
  return `The server answered ${status}. Tell the people who look after it.`;
}
