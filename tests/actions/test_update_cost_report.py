"""Update cost report, on every host."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.runner import press
from poc_sheets.workbook import Cell, Workbook

NOW = datetime(2026, 3, 16, 19, 0)  # noqa: DTZ001  (as in the sheet)
HEADINGS: list[Cell] = [
    "Line", "Account", "Description", "Actual this period", "Actual to date", "Commitments",
    "Total cost to date", "Estimate to complete", "Estimated final cost", "Budget",
    "Approved changes", "Variance", "Variance this period", "Spent", "Flag", "Rows behind it",
]  # fmt: skip
HISTORY: list[Cell] = [
    "Report", "Account", "Actual then", "Commitments then", "Final cost then", "Over/(under) then"
]  # fmt: skip


def _lines(workbook: Workbook, tab: str = "Cost Report") -> list[dict[Cell, Cell]]:
    first, *rows = workbook.read([tab])[tab].cells
    return [dict(zip(first, row, strict=False)) for row in rows if any(c is not None for c in row)]


def test_rolls_up_to_categories_levels_and_the_whole(workbook: Workbook) -> None:
    """
    Production:
    | Setting            | Value   |
    | Cost report period | 2026-03 |

    Budget:
    | Account | Description | Category      | Level      | Budget | Approved changes |
    | 2816    | Purchases   | 2800 Property | Production | 1000   |                  |
    | 4501    | Editor      | 4500 Editing  | Post       | 500    |                  |
    | 2818    | Rentals     | 2800 Property | Production | 10000  | 1500             |

    Invoices:
    | Vendor | Date       | Account | Amount |
    | Acme   | 2026-03-04 | 2818    | 4000   |
    | Acme   | 2026-02-27 | 2818    | 200    |
    | Lost   | 2026-03-05 | 7777    | 10.10  |

    PO Lines:
    | PO No. | Account | Amount |
    | 1001   | 2818    | 8000   |

    Cost Report:
    | Line | Account | Description | Actual this period | Actual to date | Commitments | Estimate to complete | Estimated final cost | Variance | Flag | Rows behind it |
    """
    message = press("update_cost_report", workbook, now=NOW)
    lines = _lines(workbook)
    assert [(row["Line"], row["Account"], row["Description"]) for row in lines] == [
        ("Production", None, "Whole production 2026-03; in USD, variance: over is plus"),
        ("Level", None, "Production"),
        ("Category", None, "2800 Property"),
        ("Account", "2816", "Purchases"),
        ("Account", "2818", "Rentals"),
        ("Level", None, "Post"),
        ("Category", None, "4500 Editing"),
        ("Account", "4501", "Editor"),
        ("Level", None, "Not in the budget"),
        ("Account", "7777", "Not in the budget: 7777"),
    ]
    rentals = lines[4]
    assert rentals["Actual this period"] == 4000
    assert rentals["Actual to date"] == 4200
    assert rentals["Estimated final cost"] == 12200
    assert rentals["Variance"] == 700
    assert rentals["Flag"] == "OVER"
    assert rentals["Rows behind it"] == "Invoices rows 2, 3; PO Lines row 2"
    assert lines[2]["Flag"] == "CRITICAL", "a category that is over at all"
    assert lines[0]["Variance"] == 710.1
    assert message.summary.startswith("Final cost USD 13,710.10, 710.10 over the budget")
    assert [f.problem for f in message.findings] == ["no-such-account"]


def test_pressing_again_changes_nothing(workbook: Workbook) -> None:
    """
    Budget:
    | Account | Budget |
    | 2816    | 1000   |

    Actuals:
    | Account | Amount |
    | 2816    | 99.95  |

    Cost Report:
    | Line | Account | Description | Actual to date | Variance |
    """
    first = press("update_cost_report", workbook, now=NOW)
    assert first.findings[0].problem == "no-period"
    assert first.changed_cells == 9
    assert press("update_cost_report", workbook, now=NOW).changed_cells == 0


def _book(sign: str, period: str, actual: float, history: list[list[Cell]]) -> MemoryWorkbook:
    return MemoryWorkbook(
        {
            "Production": [
                ["Setting", "Value"],
                ["Cost report period", period],
                ["Variance shows", sign],
            ],
            "Budget": [["Account", "Budget"], [2816.0, 1000.0], [2817.0, 50.0]],
            "Actuals": [["Account", "Amount"], [2816.0, actual]],
            "Cost Report": [HEADINGS],
            "Cost Report History": [HISTORY, *history],
        }
    )


def test_the_variance_of_the_period_compares_with_the_last_report() -> None:
    """W1 was 100 over; now 250 over: 150 more in this period, shown with the sheet's sign."""
    before: list[list[Cell]] = [["W1", "2816", 1100.0, 0.0, 1100.0, 100.0]]
    plus = _book("Over as plus", "W2", 1250.0, before)
    press("update_cost_report", plus, now=NOW)
    line = _lines(plus)[1]
    assert (line["Variance"], line["Variance this period"]) == (250, 150)
    assert _lines(plus)[2]["Variance this period"] == 0

    minus = _book("Over as minus", "W2", 1250.0, before)
    press("update_cost_report", minus, now=NOW)
    line = _lines(minus)[1]
    assert (line["Variance"], line["Variance this period"]) == (-250, -150)
    assert str(_lines(minus)[0]["Description"]).endswith("variance: over is minus")


def test_a_report_that_is_made_again_replaces_its_own_part_of_the_history() -> None:
    """The history is plus over whatever the sheet shows; other periods stay as they are."""
    book = _book(
        "Over as minus",
        "W2",
        1250.0,
        [
            ["W1", "2816", 1100.0, 0.0, 1100.0, 100.0],
            ["W2", "2816", 1.0, 0.0, 1.0, 0.0],
            ["W2", "2817", 5.0, 0.0, 5.0, 0.0],
            ["W3", "2816", 1300.0, 0.0, 1300.0, 300.0],
        ],
    )
    press("update_cost_report", book, now=NOW)
    told = [
        (row["Report"], row["Account"], row["Over/(under) then"])
        for row in _lines(book, "Cost Report History")
    ]
    assert told == [("W1", "2816", 100), ("W2", "2816", 250), ("W3", "2816", 300)]
    assert _lines(book)[1]["Variance this period"] == -150, "against W1, not against W3"


def test_an_estimate_that_stands_still_while_cost_moves_is_stale() -> None:
    """Held at 300 in two reports in which the cost grew."""
    book = MemoryWorkbook(
        {
            "Production": [["Setting", "Value"], ["Cost report period", "W3"]],
            "Budget": [
                ["Account", "Budget", "ETC mode", "Held ETC or EFC", "Flag"],
                [2816.0, 1000.0, "Hold ETC", 300.0, None],
            ],
            "Actuals": [["Account", "Amount"], [2816.0, 600.0]],
            "Cost Report History": [
                ["Report", "Account", "Actual then", "Held then"],
                ["W1", "2816", 200.0, 300.0],
                ["W2", "2816", 400.0, 300.0],
            ],
        }
    )
    message = press("flag_overspend", book, now=NOW)
    assert [f.problem for f in message.findings] == ["stale-estimate"]
    book.cells["Cost Report History"][1][3] = 500.0
    assert press("flag_overspend", book, now=NOW).findings == ()


def test_a_negative_estimate_is_shown_and_reported() -> None:
    """Hold EFC 900 with 1,250 spent: the report shows -350 to complete, never zero."""
    book = _book("Over as plus", "W2", 1250.0, [])
    book.cells["Budget"] = [
        ["Account", "Budget", "ETC mode", "Held ETC or EFC"],
        [2816.0, 1000.0, "Hold EFC", 900.0],
    ]
    message = press("update_cost_report", book, now=NOW)
    assert _lines(book)[1]["Estimate to complete"] == -350
    assert [f.problem for f in message.findings] == ["negative-to-complete"]


AMOUNTS = st.integers(-99_999, 999_999).map(lambda cents: cents / 100)
ACCOUNTS = st.sampled_from([2816.0, "2817", "2818", 3300.0, "9999", None])


@given(
    actuals=st.lists(st.tuples(ACCOUNTS.filter(bool), AMOUNTS), max_size=12),
    invoices=st.lists(st.tuples(ACCOUNTS, AMOUNTS), max_size=12),
    orders=st.lists(st.tuples(ACCOUNTS.filter(bool), AMOUNTS.map(abs)), max_size=8),
)
def test_the_report_adds_up_to_every_row_to_the_cent(
    actuals: list[tuple[Cell, float]],
    invoices: list[tuple[Cell, float]],
    orders: list[tuple[Cell, float]],
) -> None:
    """Accounts, categories, levels and the whole come to the sum of the source rows."""
    book = MemoryWorkbook(
        {
            "Budget": [
                ["Account", "Category", "Level", "Budget"],
                ["2816", "Property", "Production", 100.0],
                [2817.0, "Property", "Production", 0.0],
                ["2818", "", "Production", 12.34],
                ["3300", "Camera", "", 5.0],
            ],
            "Actuals": [["Account", "Amount"], *([a, m] for a, m in actuals)],
            "Invoices": [["Vendor", "Account", "Amount"], *(["V", a, m] for a, m in invoices)],
            "PO Lines": [
                ["PO No.", "Line", "Account", "Amount"],
                *([f"{n}", 1.0, a, m] for n, (a, m) in enumerate(orders)),
            ],
            "Cost Report": [HEADINGS],
        }
    )
    assert press("update_cost_report", book, now=NOW).ok
    lines = _lines(book)
    spent = sum(round(m * 100) for _, m in [*actuals, *invoices])
    ordered = sum(round(m * 100) for _, m in orders)
    for kind in ("Production", "Account"):
        rows = [row for row in lines if row["Line"] == kind]
        assert sum(_cents(row["Actual to date"]) for row in rows) == spent
        assert sum(_cents(row["Commitments"]) for row in rows) == ordered
    whole = lines[0]
    assert _cents(whole["Estimated final cost"]) == spent + ordered + _cents(
        whole["Estimate to complete"]
    )
    assert _cents(whole["Variance"]) == _cents(whole["Estimated final cost"]) - 11734


def _cents(cell: Cell) -> int:
    assert isinstance(cell, float | int)
    return round(cell * 100)


def test_the_estimate_to_complete_can_hold_the_commitments(workbook: Workbook) -> None:
    """
    Production:
    | Setting                    | Value            |
    | Estimate to complete shows | With commitments |

    Budget:
    | Account | Description | Category      | Level      | Budget |
    | 2818    | Rentals     | 2800 Property | Production | 10000  |

    Invoices:
    | Vendor | Date       | Account | Amount |
    | Acme   | 2026-03-04 | 2818    | 4000   |

    PO Lines:
    | PO No. | Account | Amount |
    | 1001   | 2818    | 2500   |

    Cost Report:
    | Line | Account | Description | Actual to date | Commitments | Estimate to complete | Estimated final cost | Variance |
    """
    press("update_cost_report", workbook, now=NOW)
    lines = _lines(workbook)
    assert str(lines[0]["Description"]).endswith("estimate to complete: with commitments")
    (row,) = (line for line in lines if line["Account"] == "2818")
    assert (row["Actual to date"], row["Commitments"]) == (4000, 2500)
    assert row["Estimate to complete"] == 6000  # 2500 ordered, 3500 to come
    assert row["Estimated final cost"] == 4000 + 6000
