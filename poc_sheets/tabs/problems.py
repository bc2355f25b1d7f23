"""The problems of any tab: what cannot be found, and what cannot be read."""

from poc_sheets.problems import Exit, Problem

NO_TAB = Problem(
    "no-tab",
    title="The workbook has no {tab} tab",
    what="its tabs are {present}",
    do="rename the tab that holds it to {tab}, or copy the {tab} tab from a new production workbook",
)
NO_HEADING = Problem(
    "no-heading",
    title='The {tab} tab has no "{heading}" heading',
    what="its headings are {present}",
    do="{remedy}",
)
NO_HEADINGS = Problem(
    "no-headings",
    title="The {tab} tab has no row of headings",
    what="none of its first rows holds two of the headings {expected}",
    do="put the headings above the rows, in one row",
)
TWO_TABS = Problem(
    "two-tabs",
    title="Two tabs could be the {tab} tab",
    what="{present} both hold its headings",
    do="name one of them {tab}",
)
NOT_READABLE = Problem(
    "not-readable",
    title="A cell of {heading} cannot be read",
    what='it shows "{seen}"',
    do="type {expected}",
)
ERROR_IN_CELL = Problem(
    "error-in-cell",
    title="A cell of {heading} shows an error",
    what="it shows {seen}",
    do="correct the formula in that cell, or type the value",
)
NEVER_CALCULATED_CELL = Problem(
    "never-calculated",
    title="A formula of {heading} has no result yet",
    what="no program has calculated the file since the formula was written",
    do="open the workbook once in Excel or LibreOffice, save it, and press again",
)
BLANK_CELL = Problem(
    "blank-cell",
    title="{heading} is empty",
    what="the row holds {facts}",
    do="type the {heading}, or clear the row",
)
TWICE = Problem(
    "twice",
    title="{heading} {value} stands on two rows",
    what="rows {rows} all say {value}",
    do="give each row its own {heading}",
    level="warning",
)
NOT_OURS_TO_FILL = Problem(
    "formula-kept",
    title="A formula stands where {heading} would be filled",
    what="it says {formula}",
    do="clear the cell to have it filled, or leave your formula there",
    level="note",
)
WRONG_OPTION = Problem(
    "wrong-option",
    title="{action} cannot use {option} {value}",
    what="it takes {expected}",
    do="give {option} as {expected}",
    exit_code=Exit.WRONG_USE,
)
