"""What can stop a press in a running program, in the words a person is shown."""

from poc_sheets.problems import Exit, Problem

NO_SUCH_TAB = Problem(
    "no-such-tab",
    'The workbook has no tab "{tab}"',
    "it has: {tabs}",
    "rename the tab back, or take the name that is in the workbook",
    exit_code=Exit.WRONG_USE,
)
CHANGED_MEANWHILE = Problem(
    "changed-meanwhile",
    "Somebody changed the tab during the press",
    "the cell held {was} when it was read, and holds {seen} now",
    "press again: it will start from what is there now",
    exit_code=Exit.LATER,
)
FORMULA_IN_THE_WAY = Problem(
    "formula-in-the-way",
    "A formula stands where a value should go",
    "the cell holds {formula}",
    "clear the cell if the formula is not wanted, then press again",
)
PROTECTED_TAB = Problem(
    "protected-tab",
    "The {tab} tab is protected",
    "the cell is locked",
    "take the protection of the tab off, then press again",
)
READ_ONLY = Problem(
    "workbook-read-only",
    "{name} is open to read only",
    "the program lets nobody change it",
    "close it where else it is open, or save it under another name, then press again",
)
NO_ROOM_FOR_ROWS = Problem(
    "no-room-for-rows",
    "There is no room for {rows} more rows",
    "row {row} below holds {seen}",
    "insert {rows} empty rows by hand where the rows should go, then press again",
)
CANNOT_MOVE_DOWN = Problem(
    "cannot-move-down",
    "What stands below the table cannot move down for {rows} more rows",
    "merged cells or an array formula stand across its edge, below row {row}",
    "take the merge or the array formula apart, then press again",
)
PROGRAM_REFUSED = Problem(
    "program-refused",
    "The spreadsheet program did not take the changes",
    "{seen}",
    "finish the cell you are typing in, close open dialog boxes, then press again",
    exit_code=Exit.LATER,
)
CANNOT_KEEP = Problem(
    "cannot-keep-document",
    "The document {name} could not be kept",
    "{seen}",
    "check that you may write to the folder of the workbook, then press again",
    exit_code=Exit.LATER,
)
