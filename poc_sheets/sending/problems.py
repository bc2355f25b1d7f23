"""What can go wrong when mails are sent."""

from poc_sheets.problems import Exit, Problem

NO_MAIL_SERVER = Problem(
    "no-mail-server",
    title="No mail server is set up",
    what="Mail server of the Production tab is empty",
    do="fill in Mail server, or open the drafts of the archive in your mail program",
)
NO_SENDER = Problem(
    "no-sender",
    title="The mails have no sender",
    what='Office e-mail says "{seen}"',
    do="type one address in Office e-mail of the Production tab",
)
NOTHING_TO_SEND = Problem(
    "nothing-to-send",
    title="No mail of day {day} is left to send",
    what="{seen}",
    do="nothing, or publish a revision first",
    level="note",
)
MAILS_MISSING = Problem(
    "mails-missing",
    title="The mails of {issue} are not where they were kept",
    what="{file} is not in {folder}",
    do="put the file back; mails are sent as they were issued, and are not made anew",
)
SENDING_ELSEWHERE = Problem(
    "sending-elsewhere",
    title="The mails of {issue} are being sent already",
    what="another window or another person is sending them: {file} is held",
    do="wait until that is done, and press again",
    exit_code=Exit.LATER,
)
NO_ANSWER = Problem(
    "mail-server-silent",
    title="The mail server {server} does not answer",
    what="{seen}",
    do="check Mail server and Mail port, and press again",
    exit_code=Exit.LATER,
)
NOT_SAFE = Problem(
    "mail-server-not-safe",
    title="The connection to the mail server {server} is not safe",
    what="{seen}",
    do="check Mail server and Mail security, or ask who looks after the mail",
)
WRONG_PASSWORD = Problem(
    "mail-password-refused",
    title="The mail server {server} refuses the password of {user}",
    what="{seen}",
    do="keep the right one: poc-sheets send WORKBOOK --save-password",
)
NO_PASSWORD = Problem(
    "no-mail-password",
    title="The password of {user} is not kept on this computer",
    what="neither the vault nor POC_SHEETS_MAIL_PASSWORD has one for {server}",
    do="keep it: poc-sheets send WORKBOOK --save-password",
)
SENDER_REFUSED = Problem(
    "mail-sender-refused",
    title="The mail server {server} does not send for {sender}",
    what="{seen}",
    do="type an address in Office e-mail that this server sends for",
)
CAME_BACK = Problem(
    "mail-came-back",
    title="The mail to {person} came back",
    what="{seen}",
    do="reach them another way, and correct the address",
    level="warning",
)
NOT_KNOWN = Problem(
    "mail-not-known",
    title="It is not known whether {person} got the mail",
    what="the connection ended after the mail was handed over, {when}; it is not sent a second time",
    do='ask them; to send it again: --again "{person}"',
    level="warning",
)
LEFT = Problem(
    "mails-left",
    title="{count} mails are left to send",
    what="{seen}; left: {names}",
    do="press again: nobody gets a mail twice",
    level="warning",
)
NOT_NOTED = Problem(
    "sending-not-noted",
    title="What was sent is not noted in the workbook yet",
    what="{seen}; it stands in {file}",
    do="close the workbook elsewhere and press again: nothing is sent twice",
    level="warning",
)
