"""What can go wrong when a file is brought into a workbook."""

from poc_sheets.problems import Exit, Problem

NO_SUCH_KIND = Problem(
    "no-such-kind",
    title="Nothing is called {kind} that could be imported",
    what="the tabs are {known}",
    do="name one of them, or `statement` or `schedule`",
    exit_code=Exit.WRONG_USE,
)
AMBIGUOUS_DATES = Problem(
    "ambiguous-dates",
    title='The dates in "{heading}" can be read in two ways',
    what="every one of them, such as {seen}, is a day of the month and a month either way",
    do="say whether the day stands first: --day-first or --month-first",
    exit_code=Exit.WRONG_USE,
)
AMBIGUOUS_AMOUNTS = Problem(
    "ambiguous-amounts",
    title='The amounts in "{heading}" can be read in two ways',
    what="in {seen} the sign can part the thousands or the cents, and no other row tells",
    do="say which sign stands before the cents: --decimal point or --decimal comma",
    exit_code=Exit.WRONG_USE,
)
ALREADY_THERE_DIFFERENT = Problem(
    "already-there-different",
    title="{heading} {value} is in the workbook already, with other values",
    what="the file says {seen}",
    do="compare the two, and type what is right; the row in the workbook was kept",
    level="note",
)
NO_ROWS = Problem(
    "no-rows",
    title="{file} has no rows for the {tab} tab",
    what="below the headings there is nothing that could be read",
    do="check that it is the right file",
    exit_code=Exit.WRONG_USE,
)
UNREADABLE_LAYOUT = Problem(
    "unreadable-layout",
    title="What was learned of {issuer} cannot be read",
    what="its columns show {seen}",
    do="delete the row: the next import of such a file learns it anew",
    level="warning",
)
PENDING_POSTED = Problem(
    "pending-posted",
    title="A pending line of {vendor} was posted",
    what="it was {was}, and is {now} on {day}",
    do="nothing: the row holds the posted line now, and what you typed beside it was kept",
    level="note",
)
PENDING_GONE = Problem(
    "pending-gone",
    title="A pending line of {vendor} is no longer on the statement",
    what="the new file reaches {reach} and holds neither the line nor one that it became",
    do="delete the row if the hold was released; until then it counts nowhere",
    level="warning",
)
UNKNOWN_FILE = Problem(
    "unknown-file",
    title="{file} is nothing that can be imported",
    what="it is no statement of a bank or card, no schedule, and no table with headings of a tab",
    do="choose another file; a table needs its headings in one row above its rows",
    exit_code=Exit.WRONG_USE,
)
LAYOUT_ASKED = Problem(
    "layout-asked",
    title="One question about {file} must be answered first",
    what="{seen}",
    do="choose it in this cell, and import the file again; it is asked once for each issuer",
    exit_code=Exit.WRONG_USE,
)
