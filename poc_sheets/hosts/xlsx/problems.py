"""What can stop the reading or the patching of a workbook file, in the words a person is shown."""

from poc_sheets.problems import Exit, Problem

FILE_MISSING = Problem(
    "workbook-missing",
    "The workbook {name} is not there",
    "no file at {path}",
    "check the name and the folder, or wait until the sync program has fetched the file",
    exit_code=Exit.WRONG_USE,
)
NOT_A_WORKBOOK = Problem(
    "not-a-workbook",
    "{name} is not an Excel workbook",
    "{seen}",
    "open it in the program that made it and save it as .xlsx",
    exit_code=Exit.WRONG_USE,
)
PASSWORD_PROTECTED = Problem(
    "password-protected",
    "The workbook {name} is password-protected",
    "its content is encrypted",
    "open it in Excel, remove the password (File, Info, Protect Workbook), save, then run again",
)
DAMAGED_WORKBOOK = Problem(
    "damaged-workbook",
    "The workbook {name} is damaged",
    "{seen}",
    "open it in Excel, let it repair the file, save under a new name; "
    "or take the newest backup copy",
)
UNSAFE_WORKBOOK = Problem(
    "unsafe-workbook",
    "The workbook {name} is built in a way no spreadsheet program builds one",
    "{seen}",
    "ask who sent the file; do not open it before you know",
    exit_code=Exit.GUARD,
)
WORKBOOK_TOO_LARGE = Problem(
    "workbook-too-large",
    "The workbook {name} is too large to be read safely",
    "{seen}",
    "delete stray cells far below and right of the data, or split the workbook",
    exit_code=Exit.GUARD,
)
UNUSUAL_WORKBOOK = Problem(
    "unusual-workbook",
    "{name} is stored in an unusual way that cannot be changed without losing something",
    "{seen}",
    "open the workbook in Excel, save it once, then run again",
)
NO_SUCH_TAB = Problem(
    "no-such-tab",
    'The workbook has no tab "{tab}"',
    "it has: {tabs}",
    "rename the tab back, or take the name that is in the workbook",
    exit_code=Exit.WRONG_USE,
)
CHANGED_MEANWHILE = Problem(
    "changed-meanwhile",
    "The workbook was changed while this ran",
    "{seen}",
    "run it again: it will start from what is there now",
    exit_code=Exit.LATER,
)
FORMULA_IN_THE_WAY = Problem(
    "formula-in-the-way",
    "A formula stands where a value should go",
    "the cell holds {formula}",
    "clear the cell if the formula is not wanted, then run again",
)
BLOCK_IN_THE_WAY = Problem(
    "block-in-the-way",
    "The cell is part of something that cannot be changed cell by cell",
    "{seen}",
    "move it to another place, then run again",
)
COVERED_CELL = Problem(
    "covered-cell",
    "The cell is hidden under merged cells",
    "it lies inside the merged cells {merged}",
    "unmerge {merged}, then run again",
)
PROTECTED_TAB = Problem(
    "protected-tab",
    "The {tab} tab is protected",
    "the cell is locked",
    "unprotect the tab (Review, Unprotect Sheet), then run again",
)
NO_ROOM_FOR_ROWS = Problem(
    "no-room-for-rows",
    "There is no room for {rows} more rows",
    "{seen}",
    "insert {rows} empty rows by hand where the rows should go, then run again",
)
OPEN_ELSEWHERE = Problem(
    "open-elsewhere",
    "The workbook {name} is open elsewhere",
    "{who} has it open since {since}",
    "close it there and run again; if nobody has it open, run again with --override-lock",
)
READ_ONLY = Problem(
    "read-only",
    "The workbook {name} cannot be saved in its place",
    "{seen}",
    "ask for the right to write there, or copy the workbook to a folder of yours",
)
DISK_FULL = Problem(
    "disk-full",
    "There is no space left to save {name}",
    "the disk of {folder} is full",
    "free some space, then run again",
    exit_code=Exit.LATER,
)
CANNOT_SAVE = Problem(
    "cannot-save",
    "The workbook {name} could not be saved",
    "{seen}",
    "close programs that use the file (a sync program, a virus scanner), then run again",
    exit_code=Exit.LATER,
)
TEXT_TOO_LONG = Problem(
    "text-too-long",
    "The text is too long for one cell",
    "{length} characters; a cell holds 32,767",
    "shorten the text, then run again",
)
NO_CELL_VALUE = Problem(
    "no-cell-value",
    "The value cannot be kept in a cell",
    "{seen}",
    "report this to who looks after poc_sheets, with the name of the button",
    exit_code=Exit.FAULT,
)
