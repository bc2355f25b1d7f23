"""What can stop or trouble a fleet, in the words of who looks after it."""

from poc_sheets.problems import Exit, Problem

NO_DATABASE = Problem(
    "fleet-no-database",
    "No database is named for the fleet",
    "{variable} is not set",
    "set {variable} to postgresql://user:password@host/name, or give --database FILE with that line",
    exit_code=Exit.PERSON,
)
UNREADABLE_ADDRESS = Problem(
    "fleet-database-address",
    "The database's address cannot be read",
    "{seen}",
    "write it as postgresql://user:password@host/name, alone in a file that only you may read "
    "(chmod 600)",
    exit_code=Exit.PERSON,
)
UNREACHABLE = Problem(
    "fleet-database-away",
    "The database does not answer",
    "{seen}",
    "look whether PostgreSQL runs at {where} and lets this user in; nothing was changed",
    exit_code=Exit.LATER,
)
NOTHING_TO_SYNC = Problem(
    "fleet-empty",
    "No production to sync was found",
    "there is no file that ends in .sync.toml below {folders}",
    "set a production up with: poc-sheets sync init WORKBOOK",
    exit_code=Exit.WRONG_USE,
)
TWO_FOLDERS = Problem(
    "fleet-two-folders",
    "Two folders hold the same production",
    "{first} and {second} have the same id; only the first is synced",
    "delete the copy's .sync.toml, or set the copy up anew with: poc-sheets sync init",
    level="warning",
)
UNREADABLE = Problem(
    "fleet-unreadable-configuration",
    "A production is left out",
    "{path}: {seen}",
    "put the file right; it is taken in by itself within ten minutes",
    level="warning",
)
FAILING = Problem(
    "fleet-failing",
    "{name} failed {count} times in a row",
    "{said}",
    "look with: poc-sheets sync {path} --dry-run",
)
GONE = Problem(
    "fleet-configuration-gone",
    "{name} is no longer synced",
    "{path} is not there any more",
    "put it back, or forget the production with: poc-sheets fleet forget {path}",
    level="warning",
)
