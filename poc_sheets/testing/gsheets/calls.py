"""The log of calls that the emulator met."""

from dataclasses import dataclass
from typing import Literal

from poc_sheets.testing.gsheets.wire import Json, Request

Api = Literal["sheets", "drive", "token", "browser"]
#: Calls under `values` and the like that only read although they are posts.
_READING_POSTS = (":getByDataFilter", ":batchGetByDataFilter", "developerMetadata:search")


@dataclass(slots=True)
class Call:
    """One call.

    Attributes:
        api: Which API it went to.
        kind: Whether Google counts it as a read or a write.
        method: The HTTP method.
        path: The path, decoded.
        query: All values of each query parameter.
        body: The JSON body; empty where there was none or it was no JSON.
        email: Who called; blank before sign-in.
        status: The status of the answer; 0 while it is on its way or if the connection was cut.
        sent: How many bytes of body the answer had.
    """

    api: Api
    kind: Literal["read", "write"]
    method: str
    path: str
    query: dict[str, list[str]]
    body: Json
    email: str = ""
    status: int = 0
    sent: int = 0


def api_of(path: str) -> Api | None:
    """The API that a path belongs to; `None` for none."""
    if path.startswith("/v4/spreadsheets"):
        return "sheets"
    if path.startswith(("/drive/", "/upload/drive/")):
        return "drive"
    if path in ("/token", "/revoke", "/oauth2/v4/token"):
        return "token"
    if path.startswith("/o/oauth2/"):
        return "browser"
    return None


def kind_of(request: Request) -> Literal["read", "write"]:
    """Whether Google counts a call as a read or a write."""
    reads = request.method == "GET" or request.path.endswith(_READING_POSTS)
    return "read" if reads else "write"
