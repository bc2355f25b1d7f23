"""Who a file is shared with: Drive's permissions."""

from poc_sheets.testing.gsheets.access import DRIVE_METADATA, DRIVE_WRITE, Caller, open_file
from poc_sheets.testing.gsheets.fields import Mask, parse_mask
from poc_sheets.testing.gsheets.files import ROLES, Drive, File, permission_id
from poc_sheets.testing.gsheets.wire import Answer, Json, Request, drive_refusal


def permissions(drive: Drive, request: Request, caller: Caller, parts: list[str]) -> Answer:
    """The calls under `files/{id}/permissions`; `parts` is the file's id and perhaps another.

    Raises:
        Refusal: as the API would.
    """
    writes = request.method != "GET"
    scopes = DRIVE_WRITE if writes else DRIVE_METADATA
    file = open_file(drive, caller, parts[0], "writer", scopes)
    mask = parse_mask(request.one("fields"))
    if len(parts) == 1:
        if writes:
            return Answer.of_json(_shown(share(file, request.json()), mask))
        return Answer.of_json(_all(file, mask))
    permission = _found(file, parts[1])
    if request.method == "DELETE":
        if permission["role"] == "owner":
            raise drive_refusal(
                403, "insufficientFilePermissions", "The owner of a file cannot be removed."
            )
        file.permissions.remove(permission)
        return Answer(204, b"", "text/html")
    if writes:
        permission["role"] = _role(request.json())
    return Answer.of_json(_shown(permission, mask))


def share(file: File, body: Json) -> Json:
    """Share a file as a request says; the permission as Drive keeps it.

    Raises:
        Refusal: the role or the kind of person is unknown.
    """
    kind, email = str(body.get("type") or ""), str(body.get("emailAddress") or "")
    if kind not in ("user", "group", "domain", "anyone"):
        raise drive_refusal(400, "badRequest", "The permission type field is required.")
    made: Json = {"kind": "drive#permission", "type": kind, "role": _role(body)}
    if kind == "anyone":
        made["id"] = "anyoneWithLink"
        made["allowFileDiscovery"] = bool(body.get("allowFileDiscovery"))
    elif kind == "domain":
        made |= {"id": permission_id(str(body.get("domain"))), "domain": body.get("domain")}
    else:
        if "@" not in email:
            raise drive_refusal(400, "invalidSharingRequest", "Bad Request. User message: ...")
        made |= {"id": permission_id(email), "emailAddress": email}
        made["displayName"] = email.partition("@")[0]
    file.permissions = [p for p in file.permissions if p["id"] != made["id"]]
    file.permissions.append(made)
    return made


def _role(body: Json) -> str:
    role = str(body.get("role") or "")
    if role not in ROLES:
        raise drive_refusal(400, "badRequest", f"The specified role is invalid: {role}")
    return role


def _found(file: File, wanted: str) -> Json:
    for permission in file.permissions:
        if permission["id"] == wanted:
            return permission
    raise drive_refusal(404, "notFound", f"Permission not found: {wanted}.", "permissionId")


def _shown(permission: Json, mask: Mask) -> Json:
    if mask.whole and "*" not in mask.names:
        mask = Mask({name: Mask() for name in ("kind", "id", "type", "role", "allowFileDiscovery")})
    kept: Json = mask.apply(permission)
    return kept


def _all(file: File, mask: Mask) -> Json:
    below = mask.sub("permissions") or Mask() if mask.names else Mask()
    if "*" in mask.names:
        below = mask
    shown = [_shown(permission, below) for permission in file.permissions]
    kept: Json = mask.apply({"kind": "drive#permissionList", "permissions": shown})
    return kept
