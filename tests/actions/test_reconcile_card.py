"""Reconcile card, on every host."""

from collections.abc import Callable

import pytest

from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.runner import press
from poc_sheets.workbook import Cell, Message, Workbook

Expected = Callable[[Workbook], None]

LINES: list[list[Cell]] = [
    ["Line ID", "Card", "Date", "Vendor", "Amount", "Status", "Receipts", "Reason"],
]
RECEIPTS: list[list[Cell]] = [["Receipt No.", "Date", "Vendor", "Amount", "Card", "Match"]]


def test_lines_are_matched_missing_or_asked_about_and_nothing_is_lost(workbook: Workbook) -> None:
    """
    Card Statement:
    | Line ID | Card   | Date       | Vendor         | Amount | Status | Receipts | Score | Reason | Decision |
    | L1      | 4417   | 2026-03-04 | SQ *JAVA HUT   | 12.5   |        |          |       |        |          |
    | L2      | "4417" | 2026-03-05 | ALDER HARDWARE | 80     | old    | R9       |       |        |          |
    | L3      | 4417   | 2026-03-06 | NOBODY KNOWS   | 77.01  |        |          |       |        |          |
    | L4      | 4417   | 2026-03-09 | NOBODY KNOWS   | -77.01 |        |          |       |        |          |

    Receipts:
    | Receipt No. | Date       | Vendor       | Amount | Card   | Statement line | Match |
    | R1          | 2026-03-03 | Java Hut     | 12.5   | 4417.0 |                |       |
    | 2           | 2026-03-05 | Alder & Sons | 80.0   | 4417   |                |       |
    | R3          | 2026-03-05 | Cash only    | 5.0    |        |                |       |

    Matches:
    | Line ID | Receipt No. | Status | Score | Rule | Difference | Reason |
    | OLD     | OLD         | auto   | 1     |      |            |        |
    """
    message = press("reconcile_card", workbook)
    assert message.ok, message.as_text()
    assert "USD 92.50, the groups add up to the statement" in message.summary
    sheets = workbook.read(["Card Statement", "Receipts", "Matches"])
    lines = sheets["Card Statement"]
    assert [lines.at(row, 7) for row in (2, 3)] == ["R1", "2"]
    assert lines.at(4, 6) in {"missing receipt", "matched"}
    assert lines.at(4, 7) is None
    assert sheets["Receipts"].at(2, 6) == "L1"
    assert {sheets["Matches"].at(row, 1) for row in (2, 3)} == {"L1", "L2"}


def test_a_decision_is_a_fact_that_no_run_moves(workbook: Workbook) -> None:
    """
    Card Statement:
    | Line ID | Card | Date       | Vendor   | Amount | Status | Receipts | Score | Reason | Decision | Decided receipts |
    | L1      | 4417 | 2026-03-04 | JAVA HUT | 12.5   |        |          |       |        | Match    | R2               |
    | L2      | 4417 | 2026-03-04 | ACME     | 40     |        |          |       |        | no match | R3               |
    | L3      | 4417 | 2026-03-04 | GIFTS    | 9      |        |          |       |        | Personal |                  |
    | L4      | 4417 | 2026-03-04 | OTHER    | 8      |        |          |       |        | Match    | R77              |

    Receipts:
    | Receipt No. | Date       | Vendor   | Amount | Card | Statement line | Match |
    | R1          | 2026-03-04 | Java Hut | 12.5   | 4417 |                |       |
    | R2          | 2026-03-09 | Elsewhere| 99     | 4417 |                |       |
    | R3          | 2026-03-04 | Acme     | 40     | 4417 |                |       |
    """
    for _ in range(2):
        message = press("reconcile_card", workbook)
        lines = workbook.read(["Card Statement"])["Card Statement"]
        assert lines.at(2, 7) == "R2"
        assert lines.at(3, 7) is None
        assert lines.at(4, 6) == "personal"
        assert "unknown-receipt" in [finding.problem for finding in message.findings]


def test_a_second_press_changes_nothing(workbook: Workbook) -> None:
    """
    Card Statement:
    | Line ID | Card | Date       | Vendor   | Amount | Status | Receipts | Score | Reason |
    | L1      | 4417 | 2026-03-04 | JAVA HUT | 12.5   |        |          |       |        |

    Receipts:
    | Receipt No. | Date       | Vendor   | Amount | Card | Statement line | Match |
    | R1          | 2026-03-04 | Java Hut | 12.5   | 4417 |                |       |
    """
    assert press("reconcile_card", workbook).changed_cells > 0
    assert press("reconcile_card", workbook).changed_cells == 0


def _with_tip(percent: str) -> Message:
    """A meal of 50.00 charged at 70.00, under a cap of tips."""
    workbook = MemoryWorkbook(
        {
            "Card Statement": [*LINES, ["L1", "4417", "2026-03-04", "TST* CAFE LUNA", 70.0]],
            "Receipts": [*RECEIPTS, ["R1", "2026-03-04", "Cafe Luna", 50.0, "4417", None]],
            "Policy": [["Policy", "Value"], ["reconcile.tip_percent", percent]],
        }
    )
    return press("reconcile_card", workbook)


@pytest.mark.parametrize(
    ("percent", "problem"), [("45", "suggested-match"), ("25", "missing-receipt")]
)
def test_the_cap_of_tips_is_the_policys(percent: str, problem: str) -> None:
    """A tip of 40 % is a suggestion under a cap of 45 %, and no match under 25 %."""
    assert [finding.problem for finding in _with_tip(percent).findings] == [problem]


def test_an_unreadable_amount_is_told_and_its_line_left_out() -> None:
    """Unreadable is never zero: the line keeps its old status, and the summary begins with it."""
    workbook = MemoryWorkbook(
        {
            "Card Statement": [*LINES, ["L1", "4417", "2026-03-04", "A", "12O.50", "old"]],
            "Receipts": RECEIPTS,
        }
    )
    message = press("reconcile_card", workbook)
    assert message.summary.startswith("1 row could not be read and is not counted.")
    assert workbook.cells["Card Statement"][1][5] == "old"
