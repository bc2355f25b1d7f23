"""What the local server refuses, in the words that a person is shown."""

from poc_sheets.problems import Exit, Problem

NOT_LET_IN = Problem(
    "not-let-in",
    "The request did not carry the key of this server",
    "{seen}",
    "type the code of poc-sheets pair into Excel's pane, or run poc-sheets install libreoffice again",
    exit_code=Exit.GUARD,
)
NOT_SIGNED_IN = Problem(
    "not-signed-in",
    "This server does not let in who asks",
    "{seen}",
    "sign in to your team's address in the browser, or ask the people who look after the server",
    exit_code=Exit.GUARD,
)
NO_KEYS = Problem(
    "no-sign-in-keys",
    "The keys of the team's sign-in could not be read",
    "{seen}",
    "tell the people who look after the server; press again in a minute",
    exit_code=Exit.LATER,
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
    "give the formulas smaller ranges, or bring in a smaller file",
    exit_code=Exit.WRONG_USE,
)
FILE_TOO_LARGE = Problem(
    "sent-file-too-large",
    "{file} is larger than the pane can bring in",
    "it takes files of {most} MB",
    "ask for a shorter period, or bring in parts of it",
    exit_code=Exit.WRONG_USE,
)
TOO_SLOW = Problem(
    "request-too-slow",
    "The request did not arrive completely",
    "{seen}",
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
NOT_JSON = Problem(
    "request-not-json",
    "The request does not say that it is JSON",
    "its Content-Type is {seen}",
    "install the extension or add-in of this version again with poc-sheets install",
    exit_code=Exit.WRONG_USE,
)
OTHER_REQUEST = Problem(
    "request-id-taken",
    "This request carries the id of another one",
    "{request_id} was used for something else before",
    "press again",
    exit_code=Exit.WRONG_USE,
)
WRONG_CODE = Problem(
    "wrong-code",
    "The code is not the one that was shown, or has ended",
    "a code is good for ten minutes, for one pane, and for five tries",
    "run poc-sheets pair, and type the code that it shows",
    exit_code=Exit.GUARD,
)
NOTHING_HERE = Problem(
    "nothing-at-address",
    "There is nothing at {path}",
    "the server answers GET /health, POST /actions and POST /formulas; / says more",
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
