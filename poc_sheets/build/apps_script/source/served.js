// Cell functions that need Python: a team's server answers them, a whole range in one request.

/**
 * Answers a formula by the team's server; what it answered is kept while nobody edits.
 * @param {string} name as typed in a cell
 * @param {string[]} needed the names of the arguments that must be given
 * @param {any[]} given
 */
function pocServed_(name, needed, given) {
  const missing = needed.find((_, index) => given[index] === undefined);
  if (missing) return `#${name} needs ${missing}`;
  const error = given.find((cell) => typeof cell === "string" && POC_ERROR.test(cell));
  if (error) return error;
  const server = pocServer_();
  if (!server) return `#${name} needs the server of a team, or the scheduled sync`;
  const zone = SpreadsheetApp.getActiveSpreadsheet().getSpreadsheetTimeZone();
  const args = given.map((cell) => pocArgument_(cell, zone));
  while (args.length > needed.length && args[args.length - 1] === null) args.pop();
  const revision = pocRevision_();
  return pocKept_(pocMark_(name, args, revision), () => pocAsk_(server, { name, args }, revision));
}

/**
 * One call. The tabs travel once for each state of the spreadsheet, however many cells ask.
 * @param {{address: string, key: string}} server
 * @param {{name: string, args: any[]}} call
 * @param {string} revision
 */
function pocAsk_(server, call, revision) {
  const book = { uid: SpreadsheetApp.getActiveSpreadsheet().getId(), revision };
  const ask = () => pocPost_(server, "/formulas", { workbook: book, calls: [call] });
  let answer = ask();
  if (pocNotSent_(answer)) {
    answer = pocAlone_(() => {
      // Another cell may have sent them while this one waited.
      const again = ask();
      if (!pocNotSent_(again)) return again;
      return pocPost_(server, "/formulas", { workbook: { ...book, ...pocTabs_() }, calls: [call] });
    });
  }
  if (!answer.values) throw new Error(answer.title || answer.text || "The server gave no values.");
  return answer.values[0] === null ? "" : answer.values[0];
}

/** Whether the server does not know the tabs as they are now. @param {any} answer */
function pocNotSent_(answer) {
  return (answer.findings || []).some((/** @type {any} */ found) => found.problem === "workbook-not-sent");
}

/** An argument as the server reads it: a blank cell is null. @param {any} given @param {string} zone @return {any} */
function pocArgument_(given, zone) {
  if (Array.isArray(given)) return given.map((line) => line.map((/** @type {any} */ cell) => pocArgument_(cell, zone)));
  return given === "" || given === undefined ? null : pocSent_(given, zone);
}

/** The state of the spreadsheet, until an edit or for the seconds that formulas share. */
function pocRevision_() {
  return pocShared_("revision", () => Utilities.getUuid());
}

/** What names an answer among those kept. @param {string} name @param {any[]} args @param {string} revision */
function pocMark_(name, args, revision) {
  const digest = Utilities.computeDigest(Utilities.DigestAlgorithm.SHA_256, JSON.stringify([name, args, revision]));
  return `answer ${Utilities.base64EncodeWebSafe(digest)}`;
}
