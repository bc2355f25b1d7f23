"""What the local server refuses, in the words that a person is shown."""

from poc_sheets.problems import Exit, Problem

NOT_LET_IN = Problem(
    "not-let-in",
    "The request did not carry the key of this server",
    "{seen}",
    "install the extension or add-in again with poc-sheets install, then restart the program",
    exit_code=Exit.GUARD,
)
WRONG_ORIGIN = Problem(
    "wrong-origin",
    "The request came from another web page",
    "{header} is {seen}",
    "press the button in the spreadsheet program, not on a web page",
    exit_code=Exit.GUARD,
)
TOO_LARGE = Problem(
    "request-too-large",
    "The request is larger than this server takes",
    "it takes {most} MB",
    "give the formulas smaller ranges",
    exit_code=Exit.WRONG_USE,
)
TOO_SLOW = Problem(
    "request-too-slow",
    "The request did not arrive completely",
    "nothing more came for {seconds} seconds",
    "press again",
    exit_code=Exit.LATER,
)
NOT_READABLE = Problem(
    "request-not-readable",
    "The request could not be read",
    "{seen}",
    "install the extension or add-in of this version again with poc-sheets install",
    exit_code=Exit.WRONG_USE,
)
NOTHING_HERE = Problem(
    "nothing-at-address",
    "There is nothing at {path}",
    "the server answers GET /health, POST /actions and POST /formulas",
    "install the extension or add-in of this version again with poc-sheets install",
    exit_code=Exit.WRONG_USE,
)
STILL_WORKING = Problem(
    "still-working",
    "{action} takes longer than {seconds} seconds",
    "it goes on in the background",
    "wait until the cells change, or press again in a minute",
    level="warning",
    exit_code=Exit.LATER,
)
OPEN_TO_OTHERS = Problem(
    "server-open-to-others",
    "The server would be reachable from other computers at {host}",
    "{seen}",
    "leave --host out, or give a certificate, its key, and a secret of 32 signs or more",
    exit_code=Exit.GUARD,
)
PORT_TAKEN = Problem(
    "port-taken",
    "The server cannot listen on port {port}",
    "{seen}",
    "choose another port, or leave --port out",
    exit_code=Exit.LATER,
)
