"""What can be wrong with a file from outside: the problems of every reader.

The ones with `NOT_` or `_FILE` in their name stop the reading; the others are findings on a row,
and the row's raw text is always part of what was seen.
"""

from poc_sheets.problems import Exit, Problem

NO_FILE = Problem(
    "no-file",
    title="{file} cannot be opened",
    what="{reason}",
    do="check the name and the folder of the file",
    exit_code=Exit.WRONG_USE,
)
EMPTY_FILE = Problem(
    "empty-file",
    title="{file} is empty",
    what="it holds no text and no cells",
    do="download the file once more",
)
FILE_TOO_LARGE = Problem(
    "file-too-large",
    title="{file} is too large to be read",
    what="{reason}",
    do="export a shorter period, or save the rows alone in a new file",
    exit_code=Exit.GUARD,
)
UNSAFE_FILE = Problem(
    "unsafe-file",
    title="{file} is built in a way that no spreadsheet program builds it",
    what="{reason}",
    do="open it in Excel or LibreOffice and save it again, or ask the sender for a new copy",
    exit_code=Exit.GUARD,
)
LOCKED_FILE = Problem(
    "locked-file",
    title="{file} is locked with a password",
    what="its cells cannot be read without the password",
    do="open it in Excel, save a copy without a password, and import the copy",
)
NOT_A_TABLE = Problem(
    "not-a-table",
    title="{file} holds no rows that can be read",
    what="{reason}",
    do="save it as .xlsx or .csv and import that",
)
NO_SHEET = Problem(
    "no-sheet",
    title="{file} has no sheet named {sheet}",
    what="its sheets are {present}",
    do="give one of these names",
    exit_code=Exit.WRONG_USE,
)
NOT_A_STATEMENT = Problem(
    "not-a-statement",
    title="{file} is no bank or card statement that can be read",
    what="{reason}",
    do="download the statement as OFX, QFX, CAMT, MT940, QIF, CSV or Excel and import that",
)
NO_STATEMENT_HEADINGS = Problem(
    "no-statement-headings",
    title="{file} has no row of statement headings",
    what="its first row with text says {seen}",
    do="put headings such as Date, Description and Amount above the rows",
)
AMBIGUOUS_DATES = Problem(
    "ambiguous-dates",
    title='The dates of "{heading}" can be read in two ways',
    what="{seen}",
    do="say which it is: --day-first for day/month/year, --month-first for month/day/year",
    exit_code=Exit.WRONG_USE,
)
AMBIGUOUS_AMOUNTS = Problem(
    "ambiguous-amounts",
    title='The amounts of "{heading}" can be read in two ways',
    what="{seen}",
    do="say which sign stands before the cents: --decimal point or --decimal comma",
    exit_code=Exit.WRONG_USE,
)
AMBIGUOUS_SIGN = Problem(
    "ambiguous-sign",
    title='The signs of "{heading}" do not say what is a charge and what is a payment',
    what="{positive} amounts are positive, {negative} negative, and no row is a known payment",
    do="say which it is: --charges-positive if a purchase is a positive amount, "
    "else --charges-negative",
    exit_code=Exit.WRONG_USE,
)
SIGN_TAKEN = Problem(
    "sign-taken",
    title='Purchases are taken to be the {sign} amounts of "{heading}"',
    what="{reason}",
    do="check one known purchase; if it is the other way round, import with --charges-{other}",
    level="note",
)
DATE_NOT_READ = Problem(
    "date-not-read",
    title="A line has no date that can be read and was left out",
    what='the date shows "{seen}"; the line is {raw}',
    do="correct the date in the file and import it again; lines already imported are not doubled",
)
DATE_FROM_ELSEWHERE = Problem(
    "date-repaired",
    title="A line has no posting date",
    what='the posting date shows "{seen}"; {used} was taken from another field; the line is {raw}',
    do="check the date of this line",
    level="warning",
)
AMOUNT_NOT_READ = Problem(
    "amount-not-read",
    title="A line has no amount that can be read and was left out",
    what='the amount shows "{seen}"; the line is {raw}',
    do="correct the amount in the file and import it again; lines already imported are not doubled",
)
AMOUNT_STYLE_DIFFERS = Problem(
    "amount-repaired",
    title="An amount is written differently from the rest of its column",
    what='"{seen}" was read as {read}; the line is {raw}',
    do="check the amount of this line",
    level="warning",
)
AMOUNT_ROUNDED = Problem(
    "amount-rounded",
    title="An amount has more decimals than its currency",
    what='"{seen}" was rounded to {read}; the line is {raw}',
    do="check the amount of this line",
    level="warning",
)
BOTH_SIDES_FILLED = Problem(
    "both-sides-filled",
    title="A line is both a debit and a credit, and was left out",
    what="debit {debit}, credit {credit}; the line is {raw}",
    do="clear the wrong one of the two in the file and import it again",
)
SIGN_FROM_TEXT = Problem(
    "sign-repaired",
    title="A credit stands with the sign of a charge",
    what='it says "{reason}", so {read} was read; the line is {raw}',
    do="check whether this line is money back",
    level="warning",
)
OPTIONAL_NOT_READ = Problem(
    "detail-not-read",
    title="A cell of {heading} cannot be read; the line was kept without it",
    what='it shows "{seen}"; the line is {raw}',
    do="fill in {heading} of this line by hand if it matters",
    level="warning",
)
DIGITS_LOST = Problem(
    "digits-lost",
    title="A number has lost digits",
    what='{heading} shows "{seen}": a spreadsheet program keeps fifteen digits only',
    do="export again with {heading} as text, or take the number from the paper statement",
    level="warning",
)
CODE_BECAME_DATE = Problem(
    "code-became-date",
    title="A code was turned into a date",
    what="{heading} shows {seen}; a code such as 2-05 becomes a date when a program opens the file",
    do="correct {heading} of this line by hand",
    level="warning",
)
TOO_MANY_CELLS = Problem(
    "too-many-cells",
    title="A row has more cells than there are headings",
    what="{count} cells under {headings} headings; the row is {raw}",
    do="look for a comma inside a name or an amount of this row",
    level="warning",
)
ROW_NOT_A_LINE = Problem(
    "row-not-a-line",
    title="A row is no statement line",
    what="it has neither date nor amount; it says {raw}",
    do="nothing, unless a line was split over two rows",
    level="note",
)
HEADING_TWICE = Problem(
    "heading-twice",
    title='The heading "{heading}" stands twice',
    what="column {used} was read, column {other} was not",
    do="rename the column that should not be read",
    level="warning",
)
NO_HEADINGS_GUESSED = Problem(
    "headings-guessed",
    title="The file has no headings",
    what="the columns were told apart by what they hold: {columns}",
    do="check the first lines; put headings above the rows if a column was taken for another",
    level="warning",
)
SHORT_YEARS = Problem(
    "short-years",
    title='The years of "{heading}" have two digits',
    what='"{seen}" was read as {read}',
    do="check that the century is right",
    level="note",
)
DATES_HALF_TURNED = Problem(
    "dates-half-turned",
    title='Some dates of "{heading}" were turned into dates by a program, others are still text',
    what="{cells} cells are dates, {texts} are text such as {seen}; "
    "day and month of the former may be swapped",
    do="export the file again and import it without opening it in Excel first",
    level="warning",
)
TOTAL_DIFFERS = Problem(
    "total-differs",
    title="The total in the file differs from its lines",
    what="the total row says {total}, the lines add up to {lines}",
    do="look for a line that is missing, left out or there twice",
    level="warning",
)
BALANCE_DIFFERS = Problem(
    "balance-differs",
    title="The lines do not lead from the opening to the closing balance",
    what="opening {opening} and lines {lines} make {sum}, but the closing balance is {closing}: "
    "{difference} apart",
    do="download the statement again; until it adds up it is not final",
)
BALANCE_NOT_READ = Problem(
    "balance-not-read",
    title="A balance cannot be read",
    what="{reason}",
    do="compare the statement's balance by hand",
    level="warning",
)
REVERSALS_TURNED = Problem(
    "reversals-turned",
    title="The bank marks reversals with the sign of what they reverse",
    what="with the signs as sent the balance is {difference} apart, with {count} reversals turned "
    "it adds up",
    do="check the reversals",
    level="warning",
)
SIGNS_TURNED = Problem(
    "signs-turned",
    title="The issuer sends charges as positive amounts",
    what="{charges} lines marked as debits are positive; every sign of the statement was turned",
    do="check one known purchase; if it is the other way round, import with --charges-negative",
    level="warning",
)
BATCH_NOT_SPLIT = Problem(
    "batch-not-split",
    title="The parts of a collected entry cannot be told apart",
    what="{reason}; the entry was read as one line of {amount}",
    do="ask the bank for the details if the parts matter",
    level="warning",
)
BATCH_CHARGES = Problem(
    "batch-difference",
    title="The parts of a collected entry do not add up to it",
    what="the parts are {parts}, the entry is {entry}; {difference} was kept as a part of its own",
    do="check whether the difference is a bank charge",
    level="warning",
)
SAME_BANK_NUMBER = Problem(
    "same-bank-number",
    title="The bank gave one number to several lines",
    what="{count} lines have the number {number}; all were kept",
    do="nothing, unless one of them was not bought",
    level="note",
)
ENCODING_GUESSED = Problem(
    "letters-guessed",
    title="The file does not say rightly how its letters are stored",
    what="it was read as {encoding}; it says {stated}",
    do="look at names with accents",
    level="note",
)
QUOTES_IGNORED = Problem(
    "quotes-ignored",
    title="A quotation mark is opened and never closed",
    what="row {row} would have swallowed the rest of the file; quotation marks were read as text",
    do="look at names with quotation marks",
    level="warning",
)
TEXT_MISPLACED = Problem(
    "field-misplaced",
    title="A field of the statement holds something else",
    what='"{seen}" stands where {expected} belongs; it was kept as the text of the line before',
    do="compare this line with the paper statement",
    level="warning",
)
COUNT_DIFFERS = Problem(
    "count-differs",
    title="The bank's own count differs from the lines read",
    what="the bank counts {stated}, the lines are {read}",
    do="download the statement again",
    level="warning",
)
NOT_CHARGED = Problem(
    "not-charged",
    title="A line was never charged and was left out",
    what='its status is "{seen}"; the line is {raw}',
    do="nothing; look at it if the purchase was made after all",
    level="note",
)
