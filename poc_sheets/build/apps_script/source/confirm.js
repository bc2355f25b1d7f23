// The page on which a person confirms a call sheet. Opening the link changes nothing, because mail
// programs open links to look at them: the person's own click on the page does.

/** @param {{parameter: Object<string, string>}} request */
function doGet(request) {
  const { line, refusal } = pocLine_(request.parameter);
  if (!line) return refusal;
  const { day, revision, person, token } = request.parameter;
  if (pocKey_(line.status) === "confirmed") return pocPage_("Already confirmed.", `Day ${day} is confirmed for ${person}.`);
  const inputs = Object.entries({ day, revision, person, token })
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${pocHtml_(value)}">`)
    .join("");
  const form = `<form method="post" action="${pocHtml_(ScriptApp.getService().getUrl())}" target="_top">${inputs}<button>Confirm</button></form>`;
  const call = pocShown_(line.call);
  return pocPage_(`Call sheet day ${day}`, `${person}${call ? `, your call is ${call}` : ""}.`, form);
}

/** @param {{parameter: Object<string, string>}} request */
function doPost(request) {
  const lock = LockService.getScriptLock();
  if (!lock.tryLock(20000)) return pocPage_("Busy.", "Please press Confirm again in a minute.");
  try {
    const { line, refusal } = pocLine_(request.parameter);
    if (!line) return refusal;
    const { day, person } = request.parameter;
    // A second click keeps the moment of the first.
    if (pocKey_(line.status) !== "confirmed") {
      line.sheet.getRange(line.row, line.columns.status + 1).setValue("confirmed");
      if ("when" in line.columns) line.sheet.getRange(line.row, line.columns.when + 1).setValue(new Date());
      SpreadsheetApp.flush();
    }
    return pocPage_("Thank you.", `Day ${day} is confirmed for ${person}.`);
  } finally {
    lock.releaseLock();
  }
}

/** The link of each person whose call sheet is not confirmed yet, for the mails. */
function showConfirmationLinks() {
  const url = ScriptApp.getService().getUrl();
  const { lines: everybody } = pocDistribution_();
  const isNewest = (/** @type {any} */ line) => !everybody.some((other) => pocText_(other.day) === pocText_(line.day)
    && pocText_(other.person) === pocText_(line.person) && Number(other.revision) > Number(line.revision));
  const lines = everybody.filter((line) => pocKey_(line.status) !== "confirmed" && isNewest(line));
  const items = lines.map((line) => {
    const facts = [line.day, line.revision, line.person].map(pocText_);
    const query = ["day", "revision", "person"].map((name, index) => `${name}=${encodeURIComponent(facts[index])}`);
    const link = `${url}?${query.join("&")}&token=${pocToken_(facts)}`;
    return `<li>${pocHtml_(`${facts[2]}, day ${facts[0]}`)}: <input readonly value="${pocHtml_(link)}"></li>`;
  });
  const page = HtmlService.createHtmlOutput(`<ul>${items.join("") || "<li>Nobody is left.</li>"}</ul>`);
  SpreadsheetApp.getUi().showModalDialog(page, "Confirmation links");
}

/**
 * The line of the Distribution tab that a signed link stands for, or the page that refuses.
 * @param {Object<string, string>} asked
 */
function pocLine_(asked) {
  const facts = [asked.day, asked.revision, asked.person].map((text) => text || "");
  const notOurs = pocPage_("This link is not valid.", "Ask the production office for a new one.");
  if (!asked.token || !pocSame_(asked.token, pocToken_(facts))) return { line: null, refusal: notOurs };
  const { sheet, columns, lines } = pocDistribution_();
  const theirs = lines.filter((line) => pocText_(line.day) === facts[0] && pocText_(line.person) === facts[2]);
  const found = theirs.find((line) => pocText_(line.revision) === facts[1]);
  if (!found) return { line: null, refusal: notOurs };
  const newest = Math.max(...theirs.map((line) => Number(line.revision) || 0));
  if (Number(found.revision) < newest) {
    return { line: null, refusal: pocPage_("There is a newer call sheet.", `Day ${facts[0]} was issued again: please use the link of the newest mail.`) };
  }
  return { line: { sheet, columns, row: found.row, call: found.call, status: found.status }, refusal: notOurs };
}

function pocDistribution_() {
  const names = POC_TABS.distribution.names.map(pocForm_);
  const sheet = SpreadsheetApp.getActiveSpreadsheet().getSheets().find((each) => names.includes(pocForm_(each.getName())));
  const cells = sheet ? sheet.getDataRange().getValues() : [];
  const header = pocHeader_(POC_TABS.distribution, cells);
  const keys = ["day", "revision", "person", "status"];
  if (!sheet || !header || keys.some((key) => !(key in header.columns))) throw new Error("The Distribution tab has lost a heading.");
  const lines = cells.slice(header.row + 1).map((line, index) => pocRow_(line, header, header.row + 2 + index));
  return { sheet, columns: header.columns, lines: lines.filter((line) => pocText_(line.person)) };
}

/** A token that only this script can make. @param {string[]} facts */
function pocToken_(facts) {
  const properties = PropertiesService.getScriptProperties();
  let secret = properties.getProperty("POC_SECRET");
  if (!secret) {
    secret = Utilities.getUuid() + Utilities.getUuid();
    properties.setProperty("POC_SECRET", secret);
  }
  const bytes = Utilities.computeHmacSha256Signature(JSON.stringify(facts), secret);
  return Utilities.base64EncodeWebSafe(bytes).replace(/=+$/, "");
}

/** Whether two tokens are one, in the same time wherever they differ. @param {string} one @param {string} other */
function pocSame_(one, other) {
  let difference = one.length ^ other.length;
  for (let index = 0; index < other.length; index += 1) difference |= (one.charCodeAt(index) || 0) ^ other.charCodeAt(index);
  return difference === 0;
}

/** A call as it is shown: text as typed, a time of day as hours and minutes. @param {any} cell */
function pocShown_(cell) {
  return cell instanceof Date ? Utilities.formatDate(cell, Session.getScriptTimeZone(), "H:mm") : pocText_(cell);
}

/** @param {string} title @param {string} text @param {string} [form] */
function pocPage_(title, text, form = "") {
  const page = `<main style="font: 18px sans-serif; max-width: 30em; margin: 2em auto"><h1>${pocHtml_(title)}</h1><p>${pocHtml_(text)}</p>${form}</main>`;
  return HtmlService.createHtmlOutput(page).setTitle(title);
}

/** @param {string} text */
function pocHtml_(text) {
  return String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
