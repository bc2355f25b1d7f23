"""What happened to files: comments, revisions, the log of changes; and who is asking."""

from poc_sheets.testing.gsheets.access import (
    DRIVE_CONTENT,
    DRIVE_METADATA,
    DRIVE_WRITE,
    Caller,
    open_file,
)
from poc_sheets.testing.gsheets.clock import as_rfc3339
from poc_sheets.testing.gsheets.drive_files import file_json, user_json
from poc_sheets.testing.gsheets.fields import Mask, parse_mask
from poc_sheets.testing.gsheets.files import Drive
from poc_sheets.testing.gsheets.wire import Answer, Json, Request, drive_refusal


def about(request: Request, caller: Caller) -> Json:
    """`about.get`; Drive insists on a field mask.

    Raises:
        Refusal: no mask is given.
    """
    caller.needs(DRIVE_METADATA)
    if not request.one("fields"):
        raise drive_refusal(
            400, "required", "The 'fields' parameter is required for this method.", "fields"
        )
    made = {
        "kind": "drive#about",
        "user": user_json(caller.email, caller),
        "storageQuota": {"limit": "16106127360", "usage": "0", "usageInDrive": "0"},
    }
    kept: Json = parse_mask(request.one("fields")).apply(made)
    return kept


def comments(drive: Drive, request: Request, caller: Caller, parts: list[str]) -> Answer:
    """The calls under `files/{id}/comments`."""
    writes = request.method != "GET"
    role, scopes = ("commenter", DRIVE_WRITE) if writes else ("reader", DRIVE_CONTENT)
    file = open_file(drive, caller, parts[0], role, scopes)
    mask = parse_mask(request.one("fields"))
    if len(parts) == 1 and writes:
        body = request.json()
        comment = {
            "kind": "drive#comment",
            "id": drive.new_id(11),
            "createdTime": as_rfc3339(drive.clock.now()),
            "author": user_json(caller.email, caller),
            "content": str(body.get("content") or ""),
            "deleted": False,
        }
        if body.get("anchor"):
            comment["anchor"] = str(body["anchor"])
        file.comments.append(comment)
        return Answer.of_json(mask.apply(comment))
    if len(parts) == 1:
        page = {"kind": "drive#commentList", "comments": list(file.comments)}
        return Answer.of_json(mask.apply(page))
    for comment in file.comments:
        if comment["id"] == parts[1]:
            if request.method == "DELETE":
                file.comments.remove(comment)
                return Answer(204, b"", "text/html")
            return Answer.of_json(mask.apply(comment))
    raise drive_refusal(404, "notFound", f"Comment not found: {parts[1]}.", "commentId")


def revisions(drive: Drive, request: Request, caller: Caller, parts: list[str]) -> Answer:
    """The calls under `files/{id}/revisions`; like Google's, they have no content."""
    file = open_file(drive, caller, parts[0])
    mask = parse_mask(request.one("fields"))
    found = [
        {
            "kind": "drive#revision",
            "id": str(version.number),
            "mimeType": file.mime_type,
            "modifiedTime": as_rfc3339(version.time),
            "lastModifyingUser": user_json(version.editor, caller),
        }
        for version in file.history
    ]
    if len(parts) == 1:
        page = {"kind": "drive#revisionList", "revisions": found}
        return Answer.of_json(mask.apply(page))
    for revision in found:
        if revision["id"] == parts[1]:
            return Answer.of_json(mask.apply(revision))
    raise drive_refusal(404, "notFound", f"Revision not found: {parts[1]}.", "revisionId")


def changes(drive: Drive, request: Request, caller: Caller, parts: list[str]) -> Json:
    """`changes.getStartPageToken` and `changes.list`; as late as Drive's versions are."""
    caller.needs(DRIVE_METADATA)
    late = drive.clock.now() - drive.version_lag
    log = [entry for entry in drive.changes if entry[0] <= late]
    if parts == ["startPageToken"]:
        return {"kind": "drive#startPageToken", "startPageToken": str(len(log) + 1)}
    start = int(request.one("pageToken") or 1) - 1
    mask = parse_mask(request.one("fields"))
    below = Mask() if mask.whole else (mask.sub("changes") or Mask()).sub("file") or Mask()
    newest = {file_id: (time, removed) for time, file_id, removed in log[start:]}
    found: list[Json] = []
    for file_id, (time, removed) in newest.items():
        file = drive.files.get(file_id)
        if file is not None and not file.role_of(caller.email):
            continue
        entry: Json = {
            "kind": "drive#change",
            "type": "file",
            "changeType": "file",
            "time": as_rfc3339(time),
            "removed": removed,
            "fileId": file_id,
        }
        if file is not None:
            entry["file"] = file_json(drive, file, caller, below)
        found.append(entry)
    made = {
        "kind": "drive#changeList",
        "newStartPageToken": str(len(log) + 1),
        "changes": found,
    }
    kept: Json = mask.apply(made)
    return kept
