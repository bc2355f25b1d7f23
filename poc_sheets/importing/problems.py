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
