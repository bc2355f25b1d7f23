"""What people decide on card lines is a fact: no later press moves it, whatever else comes in."""

from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.runner import press
from poc_sheets.workbook import Cell

HEADINGS: list[Cell] = [
    "Line ID", "Card", "Date", "Vendor", "Amount", "Status", "Receipts", "Reason", "Decision",
    "Decided receipts", "Ruled out",
]  # fmt: skip
STATUS, RECEIPTS, REASON, DECISION, TYPED, RULED_OUT = range(5, 11)
Receipt = tuple[str, str, str, float, str]


def workbook_of(
    lines: list[tuple[str, str, str, float]], receipts: list[Receipt]
) -> MemoryWorkbook:
    return MemoryWorkbook(
        {
            "Card Statement": [
                HEADINGS,
                *(
                    [name, "4417", day, vendor, amount, *([None] * 6)]
                    for name, day, vendor, amount in lines
                ),
            ],
            "Receipts": [
                ["Receipt No.", "Date", "Vendor", "Amount", "Card", "Statement line", "Match"],
                *([*receipt, None, None] for receipt in receipts),
            ],
            "Vendor Aliases": [["On the statement", "Vendor", "Learned from", "Times"], [None] * 4],
        }
    )


def line(workbook: MemoryWorkbook, row: int) -> list[Cell]:
    return workbook.cells["Card Statement"][row]


TIP: list[tuple[str, str, str, float]] = [("L1", "2026-03-04", "TST* CAFE LUNA", 60.0)]


def test_a_suggestion_that_was_refused_never_comes_back() -> None:
    """No match without numbers stays about the receipt shown when it was typed."""
    workbook = workbook_of(
        TIP,
        [("R1", "2026-03-04", "Cafe Luna", 50.0, ""), ("R2", "2026-03-03", "Cafe Luna", 51.0, "")],
    )
    press("reconcile_card", workbook)
    refused = line(workbook, 1)[RECEIPTS]
    assert refused in {"R1", "R2"}
    line(workbook, 1)[DECISION] = "No match"
    for _ in range(3):
        press("reconcile_card", workbook)
        assert line(workbook, 1)[RULED_OUT] == refused
        assert line(workbook, 1)[RECEIPTS] != refused


def test_a_suggestion_that_was_accepted_stays_when_a_better_receipt_comes() -> None:
    workbook = workbook_of(TIP, [("R1", "2026-03-04", "Cafe Luna", 50.0, "4417")])
    press("reconcile_card", workbook)
    line(workbook, 1)[DECISION] = "Match"
    workbook.cells["Receipts"].append(["R2", "2026-03-04", "Cafe Luna", 60.0, "4417", None, None])
    for _ in range(2):
        press("reconcile_card", workbook)
        assert line(workbook, 1)[STATUS] == "matched"
        assert line(workbook, 1)[RECEIPTS] == "R1"
        assert str(line(workbook, 1)[REASON]).startswith("decided")
    assert workbook.cells["Receipts"][2][6] != "matched"


def test_accepting_one_part_of_an_order_accepts_the_whole_link() -> None:
    """Two lines add up to one receipt; Match on the first is about both."""
    workbook = workbook_of(
        [("L1", "2026-03-04", "OAK DIRECT", 41.17), ("L2", "2026-03-06", "OAK DIRECT", 18.83)],
        [("R1", "2026-03-03", "Oak Direct", 60.0, "4417")],
    )
    press("reconcile_card", workbook)
    assert [line(workbook, row)[RECEIPTS] for row in (1, 2)] == ["R1", "R1"]
    line(workbook, 1)[DECISION] = "Match"
    for _ in range(2):
        press("reconcile_card", workbook)
        assert [line(workbook, row)[STATUS] for row in (1, 2)] == ["matched", "matched"]
        assert [line(workbook, row)[RECEIPTS] for row in (1, 2)] == ["R1", "R1"]


def test_two_lines_decided_for_one_receipt_are_one_link() -> None:
    workbook = workbook_of(
        [("L1", "2026-03-04", "A", 30.0), ("L2", "2026-03-24", "B", 30.0)],
        [("R1", "2026-03-03", "Elsewhere", 60.0, "")],
    )
    workbook.cells["Matches"] = [
        ["Line ID", "Receipt No.", "Status", "Score", "Rule", "Difference", "Reason"],
        [None] * 7,
    ]
    for row in (1, 2):
        line(workbook, row)[DECISION], line(workbook, row)[TYPED] = "Match", "R1"
    message = press("reconcile_card", workbook)
    assert message.ok
    rows = workbook.cells["Matches"][1:3]
    assert [(row[0], row[1], row[5]) for row in rows] == [("L1", "R1", 0.0), ("L2", "R1", 0.0)]


def test_match_with_nothing_suggested_asks_for_the_number() -> None:
    workbook = workbook_of([("L1", "2026-03-04", "A", 30.0)], [])
    line(workbook, 1)[DECISION] = "Match"
    found = press("reconcile_card", workbook).findings
    assert "nothing-decided" in {finding.problem for finding in found}


def test_an_accepted_pair_teaches_the_vendor_and_the_next_line_uses_it() -> None:
    """After Match, a round amount of the same two names is matched by the alias."""
    workbook = workbook_of(
        [("L1", "2026-03-04", "SQ *JAVA HUT", 61.37), ("L2", "2026-03-20", "SQ *JAVA HUT #2", 23.5)],
        [("R1", "2026-03-10", "Ortiz Holdings LLC", 60.0, "4417"),
         ("R2", "2026-03-19", "Ortiz Holdings LLC", 23.5, "")],
    )  # fmt: skip
    line(workbook, 1)[DECISION], line(workbook, 1)[TYPED] = "Match", "R1"
    press("reconcile_card", workbook)
    assert "vendor alias learned from R1" in str(line(workbook, 2)[REASON])
    assert workbook.cells["Vendor Aliases"][1][:3] == ["java hut", "ortiz holdings", "R1"]


def test_personal_is_settled_and_its_receipt_is_free_for_others() -> None:
    workbook = workbook_of(
        [("L1", "2026-03-04", "CAFE LUNA", 60.0), ("L2", "2026-03-05", "CAFE LUNA", 60.0)],
        [("R1", "2026-03-04", "Cafe Luna", 60.0, "4417")],
    )
    line(workbook, 1)[DECISION] = "Personal"
    press("reconcile_card", workbook)
    assert line(workbook, 1)[STATUS] == "personal"
    assert line(workbook, 1)[RECEIPTS] is None
    assert line(workbook, 2)[RECEIPTS] == "R1"
