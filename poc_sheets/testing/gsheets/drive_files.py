"""A file as the Drive API writes it, in version 3 and in version 2."""

from poc_sheets.testing.gsheets.access import Caller
from poc_sheets.testing.gsheets.clock import as_rfc3339
from poc_sheets.testing.gsheets.fields import Mask
from poc_sheets.testing.gsheets.files import SPREADSHEET_TYPE, Drive, File, permission_id
from poc_sheets.testing.gsheets.wire import Json

_EXPORTS = {
    "application/x-vnd.oasis.opendocument.spreadsheet": "ods",
    "text/tab-separated-values": "tsv",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "text/csv": "csv",
    "application/zip": "zip",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
}
#: The id of the folder "My Drive"; calls may say "root" for it.
ROOT = "0AGIJ7XFn4BojUk9PVA"


def user_json(email: str, caller: Caller) -> Json:
    """A person as an answer shows them."""
    return {
        "kind": "drive#user",
        "displayName": email.partition("@")[0],
        "me": email == caller.email,
        "permissionId": permission_id(email),
        "emailAddress": email,
    }


def file_json(drive: Drive, file: File, caller: Caller, mask: Mask) -> Json:
    """The wanted parts of a file; a mask without names wants kind, id, name and type."""
    if mask.whole and "*" not in mask.names:
        mask = Mask({name: Mask() for name in ("kind", "id", "name", "mimeType")})
    seen = file.seen(drive.clock.now(), drive.version_lag)
    role = file.role_of(caller.email)
    can_edit = role in ("writer", "owner")
    made: Json = {
        "kind": "drive#file",
        "id": file.id,
        "name": file.name,
        "mimeType": file.mime_type,
        "starred": False,
        "trashed": file.trashed,
        "parents": list(file.parents),
        "version": str(seen.number),
        "createdTime": as_rfc3339(file.created),
        "modifiedTime": as_rfc3339(seen.time),
        "lastModifyingUser": user_json(seen.editor, caller),
        "owners": [user_json(file.owner, caller)] if file.owner else [],
        "ownedByMe": role == "owner",
        "shared": len(file.permissions) > 1,
        "capabilities": {"canEdit": can_edit, "canComment": role not in ("", "reader")},
        "permissions": file.permissions,
        "permissionIds": [permission["id"] for permission in file.permissions],
        "webViewLink": f"https://docs.google.com/spreadsheets/d/{file.id}/edit?usp=drivesdk",
        "spaces": ["drive"],
    }
    if file.description:
        made["description"] = file.description
    if file.app_properties:
        made["appProperties"] = file.app_properties
    if not can_edit:
        del made["permissions"], made["permissionIds"]
    kept: Json = mask.apply(made)
    return kept


def file_json_v2(drive: Drive, file: File, caller: Caller) -> Json:
    """A file as version 2 answers an upload (the fields that programs look at)."""
    seen = file.seen(drive.clock.now(), 0)
    base = f"https://www.googleapis.com/drive/v2/files/{file.id}"
    person = {
        "displayName": caller.email,
        "kind": "drive#user",
        "isAuthenticatedUser": True,
        "permissionId": permission_id(caller.email),
        "emailAddress": caller.email,
    }
    export = f"https://docs.google.com/spreadsheets/export?id={file.id}&exportFormat="
    return {
        "kind": "drive#file",
        "id": file.id,
        "selfLink": base,
        "title": file.name,
        "mimeType": file.mime_type,
        "exportLinks": {kind: export + short for kind, short in _EXPORTS.items()},
        "parents": [
            {
                "selfLink": f"{base}/parents/{ROOT}",
                "id": ROOT,
                "isRoot": True,
                "kind": "drive#parentReference",
                "parentLink": f"https://www.googleapis.com/drive/v2/files/{ROOT}",
            }
        ],
        "createdDate": as_rfc3339(file.created),
        "modifiedDate": as_rfc3339(seen.time),
        "version": str(seen.number),
        "ownerNames": [caller.email],
        "owners": [person],
        "lastModifyingUser": person,
        "lastModifyingUserName": caller.email,
        "editable": True,
        "copyable": file.mime_type == SPREADSHEET_TYPE,
        "shared": len(file.permissions) > 1,
        "alternateLink": f"https://docs.google.com/spreadsheets/d/{file.id}/edit?usp=drivesdk",
    }
