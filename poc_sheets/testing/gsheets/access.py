"""Who calls, with which scopes, and which files that opens."""

from dataclasses import dataclass

from poc_sheets.testing.gsheets.files import ROLES, SPREADSHEET_TYPE, Drive, File
from poc_sheets.testing.gsheets.protections import Editor
from poc_sheets.testing.gsheets.wire import Refusal, drive_refusal, refusal

_AUTH = "https://www.googleapis.com/auth/"
FULL_DRIVE = _AUTH + "drive"
DRIVE_FILE = _AUTH + "drive.file"
SHEETS = _AUTH + "spreadsheets"
_FEEDS = "https://spreadsheets.google.com/feeds"

#: Any one of these scopes lets a call through.
SHEETS_WRITE = frozenset({SHEETS, FULL_DRIVE, DRIVE_FILE, _FEEDS})
SHEETS_READ = SHEETS_WRITE | {SHEETS + ".readonly", FULL_DRIVE + ".readonly"}
DRIVE_WRITE = frozenset({FULL_DRIVE, DRIVE_FILE})
DRIVE_METADATA = DRIVE_WRITE | {
    FULL_DRIVE + ".readonly",
    FULL_DRIVE + ".metadata",
    FULL_DRIVE + ".metadata.readonly",
}
DRIVE_CONTENT = DRIVE_WRITE | {FULL_DRIVE + ".readonly"}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who holds an access token: the person or service account, the app, the scopes granted."""

    email: str
    scopes: frozenset[str]
    app: str
    is_service: bool = False

    def needs(self, scopes: frozenset[str]) -> None:
        """Refuse a call for which no granted scope is enough.

        Raises:
            Refusal: 403, with the words that point at the scopes.
        """
        if self.scopes & scopes:
            return
        detail = {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
            "domain": "googleapis.com",
        }
        raise refusal(403, "Request had insufficient authentication scopes.", [detail])

    def sees(self, file: File, wide: frozenset[str]) -> bool:
        """Whether the scopes reach a file: `drive.file` alone reaches only the app's own files."""
        only_own = (self.scopes & wide) <= {DRIVE_FILE}
        return not only_own or self.app in file.apps

    def editor(self, file: File) -> Editor:
        """The caller as an editor of a file."""
        return Editor(self.email, owner=file.role_of(self.email) == "owner")


def open_spreadsheet(drive: Drive, caller: Caller, file_id: str, role: str = "reader") -> File:
    """A spreadsheet that a caller may open in a role.

    Raises:
        Refusal: 404 if it does not exist for this app, 403 if it is not shared with the caller.
    """
    scopes = SHEETS_READ if role == "reader" else SHEETS_WRITE
    caller.needs(scopes)
    file = drive.files.get(file_id)
    if file is None or file.mime_type != SPREADSHEET_TYPE or not caller.sees(file, scopes):
        raise refusal(404, "Requested entity was not found.")
    if not _has_role(file, caller, role):
        raise refusal(403, "The caller does not have permission")
    return file


def open_file(
    drive: Drive,
    caller: Caller,
    file_id: str,
    role: str = "reader",
    scopes: frozenset[str] = DRIVE_METADATA,
) -> File:
    """A file that a caller may open on Drive in a role.

    Raises:
        Refusal: 404 if it does not exist for this caller, 403 if the role is too low.
    """
    caller.needs(scopes)
    file = drive.files.get(file_id)
    if file is None or not file.role_of(caller.email) or not caller.sees(file, scopes):
        raise not_found(file_id)
    if not _has_role(file, caller, role):
        raise drive_refusal(
            403,
            "insufficientFilePermissions",
            f"The user does not have sufficient permissions for file {file_id}.",
        )
    return file


def not_found(file_id: str) -> Refusal:
    """The refusal of Drive for a file that the caller cannot see."""
    return drive_refusal(404, "notFound", f"File not found: {file_id}.", "fileId")


def _has_role(file: File, caller: Caller, role: str) -> bool:
    own = file.role_of(caller.email)
    return bool(own) and ROLES.index(own) >= ROLES.index(role)
