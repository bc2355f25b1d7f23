"""What a run is given and what it gives back."""

from dataclasses import dataclass, field
from pathlib import Path

from poc_sheets.hosts.google.http import GoogleHttp
from poc_sheets.problems import Exit, Finding
from poc_sheets.sync.plan import TablePlan
from poc_sheets.sync.pulling import Pull
from poc_sheets.sync.state import State
from poc_sheets.sync.tables import TableSpec


@dataclass(frozen=True, slots=True)
class Pair:
    """A workbook, its Google Sheet, the tables they share, and what is remembered of them."""

    office: Path
    client: GoogleHttp
    sheet_id: str
    tables: tuple[TableSpec, ...]
    state: State
    #: Nothing is written to the Google Sheet: what becomes of cells changed in the workbook.
    pull: Pull = ""


@dataclass(slots=True)
class Report:
    """How a run ended; `plans` is what was done, or with a dry run what would be."""

    exit_code: Exit = Exit.DONE
    summary: str = ""
    findings: list[Finding] = field(default_factory=list)
    changed_cells: int = 0
    plans: list[TablePlan] = field(default_factory=list)
