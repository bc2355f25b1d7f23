"""Drive: files, versions, sharing, CSV, comments, changes."""

from typing import Any

import pytest

from poc_sheets.testing.gsheets import Emulator, ManualClock
from poc_sheets.testing.gsheets.access import FULL_DRIVE, SHEETS, Caller

TYPE = "application/vnd.google-apps.spreadsheet"


def test_files_are_found_by_name_and_type(api: Any, google: Emulator, sheet: str) -> None:
    google.create("Other", owner="owner@example.com")
    google.create("Not mine")
    query = {"q": f"mimeType='{TYPE}' and name contains 'crew' and trashed=false"}

    found = api("GET", "/drive/v3/files", query=query)

    assert [(file["id"], file["name"]) for file in found["files"]] == [(sheet, "Crew list")]
    assert len(api("GET", "/drive/v3/files")["files"]) == 2


def test_a_query_that_drive_does_not_know_is_refused(api: Any) -> None:
    assert api.refused("GET", "/drive/v3/files", query={"q": "colour = 'red'"})[0] == 400


def test_every_edit_raises_the_version(api: Any, google: Emulator, sheet: str) -> None:
    query = {"fields": "version,modifiedTime,lastModifyingUser(emailAddress)"}
    before = api("GET", f"/drive/v3/files/{sheet}", query=query)

    google.spreadsheet(sheet, person="ana@example.com").put("Crew!A2", ["Sound"])

    after = api("GET", f"/drive/v3/files/{sheet}", query=query)
    assert int(after["version"]) == int(before["version"]) + 1
    assert after["lastModifyingUser"] == {"emailAddress": "ana@example.com"}


def test_the_version_can_come_three_minutes_late(
    api: Any, google: Emulator, sheet: str, clock: ManualClock
) -> None:
    google.drive.version_lag = 180.0
    query = {"fields": "version"}
    clock.advance(1000)
    before = api("GET", f"/drive/v3/files/{sheet}", query=query)

    google.spreadsheet(sheet).put("Crew!A2", ["Sound"])

    assert api("GET", f"/drive/v3/files/{sheet}", query=query) == before
    clock.advance(180)
    assert api("GET", f"/drive/v3/files/{sheet}", query=query) != before


def test_a_service_account_without_storage_cannot_create(api: Any) -> None:
    with Emulator(service_accounts_create=False) as google:
        key = google.service_account()
        caller = Caller(
            key["client_email"], frozenset({SHEETS, FULL_DRIVE}), "app", is_service=True
        )
        api.google, api.token = google, google.sign_in.issue(caller)

        status, _, body = api.send("POST", "/drive/v3/files", {"name": "x", "mimeType": TYPE})
        sheets_status = api.send("POST", "/v4/spreadsheets", {})[0]

    assert (status, sheets_status) == (403, 403)
    assert b"storageQuotaExceeded" in body


def test_sharing_opens_and_unsharing_closes(api: Any, google: Emulator, sheet: str) -> None:
    path = f"/drive/v3/files/{sheet}/permissions"
    body = {"type": "user", "role": "writer", "emailAddress": "bo@example.com"}
    made = api("POST", path, body)
    api.token = google.token("bo@example.com")
    assert api("GET", f"/v4/spreadsheets/{sheet}/values/Crew!B3")["values"] == [["Bo"]]

    api.token = google.token("owner@example.com")
    api("DELETE", f"{path}/{made['id']}")

    api.token = google.token("bo@example.com")
    assert api.refused("GET", f"/v4/spreadsheets/{sheet}")[0] == 403
    assert api.refused("GET", f"/drive/v3/files/{sheet}")[0] == 404


@pytest.mark.parametrize(
    ("kind", "text"), [("text/csv", b"Dept,Name,Phone\r\nCamera,Ana,0042\r\nGrip,Bo,")]
)
def test_the_first_tab_is_exported_as_shown(api: Any, sheet: str, kind: str, text: bytes) -> None:
    _, _, body = api.send("GET", f"/drive/v3/files/{sheet}/export", query={"mimeType": kind})

    assert body == text


def test_a_copy_has_the_cells_but_not_the_id(api: Any, google: Emulator, sheet: str) -> None:
    made = api("POST", f"/drive/v3/files/{sheet}/copy", {})

    assert made["name"] == "Copy of Crew list"
    google.spreadsheet(made["id"]).put("Crew!B2", ["Anna"])
    assert google.spreadsheet(sheet).at("Crew!B2") == "Ana"


def test_a_deleted_file_is_gone(api: Any, sheet: str) -> None:
    api("DELETE", f"/drive/v3/files/{sheet}")

    assert api.refused("GET", f"/v4/spreadsheets/{sheet}")[0] == 404


def test_changes_name_the_files_touched_since_a_token(
    api: Any, google: Emulator, sheet: str
) -> None:
    token = api("GET", "/drive/v3/changes/startPageToken")["startPageToken"]
    google.spreadsheet(sheet).put("Crew!A2", ["Sound"])

    found = api("GET", "/drive/v3/changes", query={"pageToken": token})

    assert [change["fileId"] for change in found["changes"]] == [sheet]
    later = api("GET", "/drive/v3/changes", query={"pageToken": found["newStartPageToken"]})
    assert later["changes"] == []


def test_comments_and_revisions_are_kept(api: Any, sheet: str) -> None:
    fields = {"fields": "id,content"}
    api("POST", f"/drive/v3/files/{sheet}/comments", {"content": "Check this"}, fields)

    found = api("GET", f"/drive/v3/files/{sheet}/comments", query={"fields": "comments/content"})

    assert found == {"comments": [{"content": "Check this"}]}
    revisions = api("GET", f"/drive/v3/files/{sheet}/revisions")["revisions"]
    assert revisions[0]["lastModifyingUser"]["emailAddress"] == "owner@example.com"


def test_about_says_who_asks(api: Any) -> None:
    found = api("GET", "/drive/v3/about", query={"fields": "user/emailAddress"})

    assert found == {"user": {"emailAddress": "owner@example.com"}}
