"""The sync's configuration: a small file beside the workbook, without any secret in it."""

import json
import os
import tomllib
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from poc_sheets.hosts.google.budget import CallBudget, CallCounts, FileCounts
from poc_sheets.hosts.google.http import GoogleHttp
from poc_sheets.hosts.google.sign_in import Account, person, service_account
from poc_sheets.hosts.xlsx.save import data_folder
from poc_sheets.sync import problems
from poc_sheets.sync.pair import Pair
from poc_sheets.sync.pulling import Pull
from poc_sheets.sync.shared_lock import held_in_database
from poc_sheets.sync.state import State
from poc_sheets.sync.tables import TableSpec, known_table, own_table

#: An SQLAlchemy address for the state, in place of a file on this computer.
STATE_VARIABLE = "POC_SHEETS_SYNC_STATE"
ENDING = ".sync.toml"


@dataclass(frozen=True, slots=True)
class SyncConfig:
    """What is synced with what.

    Attributes:
        path: the configuration file.
        id: the pair's lasting id.
        workbook: the workbook's file.
        sheet: the Google Sheet's id.
        credentials: where the sign-in's key file lies; never the key itself.
        account: a person's address, for a person's sign-in.
        tabs: tabs of ours that are synced.
        tables: tabs of other kinds: tab, key, columns, codes, each by headings.
        columns: for a tab of ours, the only columns that are synced.
        pull: nothing is written to the Google Sheet; cells changed in the workbook are asked about
            (ask) or overwritten (overwrite).
        mail_to: who gets a mail when the sync fails again and again.
        mail_server: the server that takes that mail without a sign-in, as host or host:port.
    """

    path: Path
    id: str
    workbook: Path
    sheet: str
    credentials: Path
    account: str = ""
    tabs: tuple[str, ...] = ()
    tables: tuple[dict[str, Any], ...] = ()
    pull: Pull = ""
    mail_to: str = ""
    mail_server: str = ""

    def specs(self) -> tuple[TableSpec, ...]:
        """The synced tables.

        Raises:
            SheetError: a tab is named that has no key.
        """
        specs = []
        for name in self.tabs:
            spec = known_table(name)
            if spec is None:
                raise problems.BAD_CONFIG.stop(
                    path=self.path.name, seen=f"{name} is no tab with a key"
                )
            specs.append(spec)
        for table in self.tables:
            spec = known_table(table["tab"], table.get("columns", ()))
            if spec is None or "key" in table:
                spec = own_table(
                    table["tab"], table["key"], table.get("columns", ()), table.get("codes", ())
                )
            specs.append(spec)
        return tuple(specs)

    def text(self) -> str:
        """The file's text."""
        lines = ["# Made by: poc-sheets sync init. It holds no secret."]
        values = {
            "id": self.id,
            "workbook": self.workbook.name,
            "sheet": self.sheet,
            "credentials": str(self.credentials),
            "account": self.account,
            "pull": self.pull,
            "mail_to": self.mail_to,
            "mail_server": self.mail_server,
        }
        lines += [f"{name} = {json.dumps(value)}" for name, value in values.items() if value]
        lines.append(f"tabs = {json.dumps(list(self.tabs))}")
        for table in self.tables:
            lines += ["", "[[tables]]"]
            lines += [f"{name} = {json.dumps(value)}" for name, value in table.items()]
        return "\n".join(lines) + "\n"


def config_path(workbook: Path) -> Path:
    """Where the configuration of a workbook lies."""
    return workbook.with_name(workbook.stem + ENDING)


def read_config(config_or_workbook: Path) -> SyncConfig:
    """The configuration, given by its own path or by its workbook.

    Raises:
        SheetError: there is none, or it cannot be read.
    """
    given = config_or_workbook
    path = given if given.suffix == ".toml" else config_path(given)
    try:
        kept = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise problems.NO_CONFIG.stop(name=given.name, path=str(path)) from None
    except (OSError, ValueError) as error:
        raise problems.BAD_CONFIG.stop(path=path.name, seen=str(error)) from None
    missing = [name for name in ("id", "workbook", "sheet", "credentials") if name not in kept]
    if missing:
        raise problems.BAD_CONFIG.stop(path=path.name, seen=f"it lacks {', '.join(missing)}")
    return SyncConfig(
        path,
        str(kept["id"]),
        path.parent / str(kept["workbook"]),
        str(kept["sheet"]),
        Path(str(kept["credentials"])),
        str(kept.get("account", "")),
        tuple(kept.get("tabs", ())),
        tuple(kept.get("tables", ())),
        _pull(path, kept),
        str(kept.get("mail_to", "")),
        str(kept.get("mail_server", "")),
    )


def _pull(path: Path, kept: dict[str, Any]) -> Pull:
    match kept.get("pull", ""):
        case "":
            return ""
        case "ask":
            return "ask"
        case "overwrite":
            return "overwrite"
        case other:
            seen = f"pull is {other}, and can be ask or overwrite"
            raise problems.BAD_CONFIG.stop(path=path.name, seen=seen)


def write_config(config: SyncConfig) -> SyncConfig:
    """Keep a configuration; it gets an id if it has none."""
    made = replace(config, id=config.id or uuid.uuid4().hex)
    made.path.write_text(made.text(), encoding="utf-8")
    return made


def sign_in(
    credentials: Path, folder: Path, account: str = "", *, pull_only: bool = False
) -> Account:
    """Sign in with a service account's key or a person's client file.

    Where nothing is written to the sheet, a service account asks for the right to read only.

    Raises:
        SheetError: the file cannot be used.
    """
    try:
        is_app = "installed" in json.loads(credentials.read_text("utf-8"))
    except (OSError, ValueError):
        is_app = False  # the sign-in says in words what is wrong with the file
    if is_app:
        return person(credentials, account or "default")
    return service_account(credentials, production_folder=folder, pull_only=pull_only)


def client_for(account: Account, counts: CallCounts | None = None) -> GoogleHttp:
    """A client that shares its budget of calls with all syncs of this sign-in."""
    budget = CallBudget(
        counts or FileCounts(data_folder() / "google-calls.sqlite"), account.address
    )
    return GoogleHttp(account.credentials, address=account.address, budget=budget)


def state_of(config: SyncConfig, address: str = "") -> State:
    """What is remembered of a pair: on this computer, outside the production's folder.

    Args:
        config: the pair.
        address: a database in its place; by default the one of POC_SHEETS_SYNC_STATE, if any.
    """
    address = address or os.environ.get(STATE_VARIABLE, "")
    return State(address or data_folder() / "sync" / f"{config.id}.sqlite", config.id)


@contextmanager
def opened(
    config: SyncConfig, *, address: str = "", counts: CallCounts | None = None
) -> Iterator[Pair]:
    """Everything that a run needs, closed afterwards.

    Args:
        config: the pair.
        address: the database that remembers, where it is not on this computer.
        counts: where calls are counted, if not on this computer.
    """
    folder = config.workbook.resolve().parent
    is_pull = bool(config.pull)
    account = sign_in(config.credentials, folder, config.account, pull_only=is_pull)
    client = client_for(account, counts)
    state = state_of(config, address)
    try:
        yield Pair(config.workbook, client, config.sheet, config.specs(), state, config.pull)
    finally:
        state.close()
        client.close()


@contextmanager
def alone(config: SyncConfig, *, address: str = "") -> Iterator[None]:
    """Hold the pair's lock; it falls with the process that holds it, so that it is never stale.

    Args:
        config: the pair.
        address: the database that remembers, where it is not on this computer; other computers
            that share it are kept out too.

    Raises:
        SheetError: a run is under way.
    """
    folder = data_folder() / "sync"
    folder.mkdir(parents=True, exist_ok=True)
    owner = folder / f"{config.id}.owner"
    lock = FileLock(folder / f"{config.id}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        who, _, since = _text(owner).partition(" ")
        raise problems.RUNNING.stop(
            name=config.workbook.name, who=f"process {who or '?'}", since=since or "a moment ago"
        ) from None
    shared = address or os.environ.get(STATE_VARIABLE, "")
    try:
        since = datetime.now(UTC).astimezone().isoformat(" ", "minutes")
        owner.write_text(f"{os.getpid()} {since}", encoding="utf-8")
        with ExitStack() as held:
            if shared:
                held.enter_context(held_in_database(shared, config.id, config.workbook.name))
            yield
    finally:
        lock.release()


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError:
        return ""
