"""What can go wrong between us and Google, in the words a person is shown."""

from poc_sheets.problems import Exit, Finding, Problem, SheetError

NOT_SHARED = Problem(
    "google-not-shared",
    "The Google Sheet is not shared with {address}",
    "Google lets {address} not {want} the sheet {sheet}",
    "open the sheet, press Share, add {address} as {role}, then run again",
)
NO_SUCH_SHEET = Problem(
    "google-no-such-sheet",
    "There is no Google Sheet that {address} could open",
    "Google knows no sheet {sheet}, or it is closed to this sign-in",
    "check the sheet's address, and that it is shared with {address}",
)
SIGNED_OUT = Problem(
    "google-signed-out",
    "Google no longer accepts the sign-in of {address}",
    "Google said: {said}",
    "sign in again; if that happens every week, set the consent screen to In production",
)
TOO_FEW_RIGHTS = Problem(
    "google-too-few-rights",
    "The sign-in of {address} does not cover this",
    "Google said: {said}",
    "sign in again and allow what is asked for",
)
API_SWITCHED_OFF = Problem(
    "google-api-switched-off",
    "The Google project has the Sheets or the Drive API switched off",
    "Google said: {said}",
    "switch both on in the Google Cloud console under APIs & Services, wait five minutes",
)
NO_STORAGE = Problem(
    "google-no-storage",
    "{address} cannot keep files of its own",
    "Google gives service accounts no storage",
    "create the sheet as a person and share it with {address}",
)
PROTECTED = Problem(
    "google-protected",
    "Part of the Google Sheet is protected against {address}",
    "Google said: {said}",
    "open Data, Protect sheets and ranges, and add {address} to those who may edit",
)
SHEET_FULL = Problem(
    "google-sheet-full",
    "The Google Sheet is full",
    "Google said: {said}",
    "delete empty rows, columns and old tabs, then run again",
)
REFUSED = Problem(
    "google-refused",
    "Google refused a call that poc_sheets made",
    "Google said: {said}",
    "report this with the log; nothing was changed",
    exit_code=Exit.FAULT,
)
BUSY = Problem(
    "google-busy",
    "Google is busy, or too many calls were made in this minute",
    "{said}",
    "wait a few minutes; the next run tries again by itself",
    exit_code=Exit.LATER,
)
UNREACHABLE = Problem(
    "google-unreachable",
    "Google cannot be reached",
    "{said}",
    "check the connection to the internet; the next run tries again by itself",
    exit_code=Exit.LATER,
)
UNKNOWN_OUTCOME = Problem(
    "google-outcome-unknown",
    "Google did not say whether the change arrived",
    "{said}",
    "run again: it reads the sheet first and repeats nothing that is there already",
    exit_code=Exit.LATER,
)
NOT_UNDERSTOOD = Problem(
    "google-not-understood",
    "Google's answer cannot be read",
    "{said}",
    "run again; if it stays so, report this with the log",
    exit_code=Exit.LATER,
)
NO_SUCH_TAB = Problem(
    "no-such-tab",
    'The Google Sheet has no tab "{tab}"',
    "it has: {tabs}",
    "rename the tab back, or take the name that is in the sheet",
    exit_code=Exit.WRONG_USE,
)
CHANGED_MEANWHILE = Problem(
    "changed-meanwhile",
    "Somebody changed the tab during the press",
    "the cell held {was} when it was read, and holds {seen} now",
    "press again",
    exit_code=Exit.LATER,
)
FORMULA_IN_THE_WAY = Problem(
    "formula-in-the-way",
    "A formula stands where a value should go",
    "the cell holds {formula}",
    "clear the cell if the formula is not wanted, then run again",
)
MOVED_MEANWHILE = Problem(
    "google-rows-moved",
    "Rows of the Google Sheet moved in the moment of writing",
    "{value} was written for another row: {row}",
    "look at this row in File, Version history, put it right, then run again",
)
KEY_IN_SHARED_FOLDER = Problem(
    "google-key-in-shared-folder",
    "The key file lies where other people can read it",
    "{path} is inside {folder}",
    "move the key file to a folder of your own on this computer, and make a new key at Google",
)
KEY_READABLE = Problem(
    "google-key-readable",
    "Other people on this computer can read the key",
    "{path} is open to more than its owner",
    "type: chmod 600 '{path}'",
)
KEY_UNREADABLE = Problem(
    "google-key-unreadable",
    "This is no key file of Google",
    "{path}: {said}",
    "download the key again from the Google Cloud console, as JSON",
)


class UnknownOutcome(SheetError):  # noqa: N818 - the name says what is known: nothing
    """A write whose fate is not known. Never repeat it: read first."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding, UNKNOWN_OUTCOME.exit_code)
