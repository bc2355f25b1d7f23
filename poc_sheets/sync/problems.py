"""What can stop or trouble a sync, in the words a person is shown."""

from poc_sheets.problems import Exit, Problem

CONFLICT = Problem(
    "sync-conflict",
    "Both sides changed {key}, {column}",
    "the Google Sheet has {sheet}, the workbook has {office}; last agreed on: {base}",
    "choose in the Sync Conflicts tab, on either side, or make the two cells equal",
    level="warning",
)
RENAMED = Problem(
    "sync-renamed",
    "Was {old} renamed to {new}?",
    "one row went away and one that is nearly the same appeared",
    "choose in the Sync Conflicts tab which name holds; nothing is deleted until then",
    level="warning",
)
GUARD = Problem(
    "sync-guard",
    "{count} rows of {table} would be deleted {where}",
    "no more than {most} go at once without being asked for",
    "look whether a filter, an import or a wrong tab emptied it; if it is meant, "
    "run once with --allow-deletes {count}",
    exit_code=Exit.GUARD,
)
WAITS = Problem(
    "sync-delete-waits",
    "{count} rows of {table} that were deleted go away with the next run",
    "a row that is cut and pasted elsewhere must have time to come back: {keys}",
    "do nothing, or put the row back",
    level="note",
)
CAME_BACK = Problem(
    "sync-came-back",
    "{key} was deleted {where} and changed on the other side",
    "the change won: the row is back",
    "delete it on both sides if it is meant to go",
    level="warning",
)
TWICE = Problem(
    "sync-key-twice",
    "{key} stands on rows {rows} of {table}",
    "rows of the same name cannot be told apart, so none of them is synced",
    "make the names differ, or delete one row",
    level="warning",
)
NO_KEY = Problem(
    "sync-no-key",
    "A row of {table} has no {columns}",
    "the row holds other cells, but nothing that names it, so it is not synced",
    "fill in {columns}",
    level="warning",
)
ERROR_CELL = Problem(
    "sync-error-cell",
    "{count} cells of {table} show errors and were not copied",
    "the first is {first}",
    "put the formulas right; the next run copies their results",
    level="warning",
)
RETYPED = Problem(
    "sync-type-changed",
    "{key}, {column} changed from one type to another",
    "a number became text, or text a number; it was copied as it is",
    "check the cell",
    level="warning",
)
COLUMN_PAUSED = Problem(
    "sync-column-paused",
    "The column {column} of {table} is missing {where}",
    "the column is not synced until it is back; nothing in it was deleted",
    "{remedy}",
    level="warning",
)
TABLE_STOPPED = Problem(
    "sync-table-stopped",
    "{table} cannot be synced",
    "{seen}",
    "put the tab, its row of headings and {keys} back; nothing was written to it",
)
FIRST_RUN = Problem(
    "sync-first-run",
    "This workbook and this Google Sheet were never synced before",
    "{seen}",
    "look at the plan with --dry-run, then run with --yes; where cells differ, people are asked, "
    "or choose with --first sheet or --first office",
)
MISPLACED = Problem(
    "sync-misplaced",
    "Rows moved in the moment of writing: {key}, {column}",
    "the value that was there is back",
    "nothing; the next rounds write it where it belongs",
    level="note",
)
RUNNING = Problem(
    "sync-running",
    "A sync of {name} is running already",
    "{who} has been at it since {since}",
    "wait until it is done",
    exit_code=Exit.LATER,
)
UNSETTLED = Problem(
    "sync-unsettled",
    "The sync did not come to rest in {rounds} rounds",
    "somebody is changing the same rows, or Google does not answer clearly",
    "wait; the next run goes on from what arrived",
    exit_code=Exit.LATER,
)
NO_CONFIG = Problem(
    "sync-no-config",
    "There is no sync set up for {name}",
    "no file {path}",
    "type: poc-sheets sync init {name} --sheet ADDRESS --credentials KEY.json",
    exit_code=Exit.WRONG_USE,
)
BAD_CONFIG = Problem(
    "sync-bad-config",
    "The file {path} cannot be read",
    "{seen}",
    "put it right, or make it anew with: poc-sheets sync init",
    exit_code=Exit.WRONG_USE,
)
NO_SHEET = Problem(
    "sync-no-sheet",
    "There is no Google Sheet to sync with",
    "{seen}",
    "create a Google Sheet, share it with {address} as Editor, then give its address with --sheet",
)
NOT_HANDED_OVER = Problem(
    "sync-not-handed-over",
    "Google does not let {address} open this sheet by poc_sheets",
    "a person's sign-in reaches only the sheets that poc_sheets made for them",
    "leave out --sheet, so that a new one is made and shared; or use a service account's key "
    "and share the sheet with its address",
)
NOTHING_KNOWN = Problem(
    "sync-nothing-known",
    "The sync knows nothing of {name}",
    "{seen}",
    "check the name as it stands on the sheet",
    exit_code=Exit.WRONG_USE,
)
NO_CONFLICTS_TAB = Problem(
    "sync-no-conflicts-tab",
    "The workbook has no Sync Conflicts tab",
    "decisions can be taken in the Google Sheet only",
    "add a tab named Sync Conflicts with the headings of the one in the Google Sheet",
    level="note",
)
