"""`sync init`: make or adopt the Google Sheet, give it the tabs it lacks, keep the configuration."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from poc_sheets.hosts.google import batch
from poc_sheets.hosts.google.http import GoogleHttp
from poc_sheets.hosts.google.problems import NO_SUCH_SHEET
from poc_sheets.hosts.google.sign_in import Account
from poc_sheets.hosts.google.spreadsheet import read_tabs, write_batch
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.problems import SheetError
from poc_sheets.sync import problems
from poc_sheets.sync.config import SyncConfig, client_for, config_path, sign_in, write_config
from poc_sheets.sync.pulling import Pull
from poc_sheets.sync.tables import TableSpec, default_tabs, find_table, tab_called
from poc_sheets.workbook import TabInfo

_SHEETS = "https://sheets.googleapis.com/v4/spreadsheets"
_FILES = "https://www.googleapis.com/drive/v3/files"


def set_up(
    workbook: Path,
    credentials: Path,
    *,
    sheet: str = "",
    account: str = "",
    tabs: Sequence[str] = (),
    share_with: Sequence[str] = (),
    pull: Pull = "",
) -> SyncConfig:
    """Set a sync up; no row is copied yet.

    Args:
        workbook: the workbook's file.
        credentials: a service account's key, or a person's client file.
        sheet: an existing Google Sheet's address or id; blank makes one.
        account: the person's address, for a person's sign-in.
        tabs: the tabs to sync; by default all that have a key.
        share_with: people who may edit a sheet that is made here.
        pull: only bring: see `SyncConfig`.

    Raises:
        SheetError: the sheet cannot be opened or made, or a tab has no key.
    """
    office = XlsxWorkbook(workbook)
    chosen = tuple(tabs) or tuple(default_tabs(office.tabs()))
    folder = workbook.resolve().parent
    signed_in = sign_in(credentials, folder, account, pull_only=bool(pull))
    client = client_for(signed_in)
    try:
        sheet_id = sheet_id_of(sheet) or _create(client, signed_in, workbook.stem, share_with)
        own = signed_in.address if signed_in.kind == "person" else ""
        config = SyncConfig(
            config_path(workbook),
            "",
            workbook,
            sheet_id,
            credentials.resolve(),
            own,
            chosen,
            pull=pull,
        )
        specs = config.specs()
        if not pull:
            add_missing_tabs(client, sheet_id, office, specs)
    except SheetError as stopped:
        if signed_in.kind == "person" and stopped.finding.problem == NO_SUCH_SHEET.code:
            raise problems.NOT_HANDED_OVER.stop(address=signed_in.address) from None
        raise
    finally:
        client.close()
    return write_config(config)


def sheet_id_of(address: str) -> str:
    """The id in a Google Sheet's address, or the id itself."""
    found = re.search(r"/spreadsheets/d/([\w-]+)", address)
    return found[1] if found else address.strip()


def _create(client: GoogleHttp, account: Account, title: str, share_with: Sequence[str]) -> str:
    """A new sheet of a person's; a service account has no storage of its own."""
    if account.kind == "service":
        seen = "no --sheet was given, and a service account cannot keep a sheet of its own"
        raise problems.NO_SHEET.stop(seen=seen, address=account.address)
    body = {"properties": {"title": title}}
    made = client.request("post", _SHEETS, json=body).json()
    sheet_id = str(made["spreadsheetId"])
    for address in share_with:
        grant = {"type": "user", "role": "writer", "emailAddress": address}
        client.request("post", f"{_FILES}/{sheet_id}/permissions", json=grant)
    return sheet_id


def add_missing_tabs(
    client: GoogleHttp, sheet_id: str, office: XlsxWorkbook, specs: Sequence[TableSpec]
) -> list[str]:
    """Give the Google Sheet each synced tab that it lacks, with headings as in the workbook."""
    book = read_tabs(client, sheet_id)
    present = [TabInfo(tab.title) for tab in book.tabs]
    taken = {tab.id for tab in book.tabs}
    requests: list[dict[str, Any]] = []
    added: list[str] = []
    for spec in specs:
        name = tab_called(spec, office.tabs())
        if not name or tab_called(spec, present):
            continue
        headings = _headings(office, spec, name)
        number = 1_600_000_000
        while number in taken:
            number += 1
        taken.add(number)
        grid = {"rowCount": 1000, "columnCount": max(26, len(headings)), "frozenRowCount": 1}
        properties = {"sheetId": number, "title": name, "gridProperties": grid}
        requests.append({"addSheet": {"properties": properties}})
        requests.append(batch.set_cells(number, 1, 1, headings))
        added.append(name)
    if requests:
        write_batch(client, sheet_id, requests)
    return added


def _headings(office: XlsxWorkbook, spec: TableSpec, name: str) -> list[str]:
    """The synced headings in the workbook's order."""
    try:
        found = find_table(spec, office.read([name])[name], "the workbook")
    except SheetError:
        return [accepted[0] for accepted in spec.headings.values()]
    columns = sorted(found.columns, key=lambda column: found.columns[column])
    return [found.heading(column) for column in columns]
