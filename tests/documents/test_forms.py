"""Reports and forms: all that is given is printed, sums are right, blanks stay blank."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from poc_sheets.documents.approvals import Approval
from poc_sheets.documents.envelope import Envelope, Receipt, render_envelope
from poc_sheets.documents.exhibit_g import ExhibitG, PerformerTime, render_exhibit_g
from poc_sheets.documents.naming import file_name
from poc_sheets.documents.production_report import (
    CrewTime,
    ProductionReport,
    ReportNote,
    ScriptCount,
)
from poc_sheets.documents.production_report_pdf import render_production_report
from poc_sheets.documents.purchase_order import (
    AccountEffect,
    OrderLine,
    PurchaseOrderForm,
    Rental,
    Vendor,
    render_purchase_order,
)
from poc_sheets.documents.tables_pdf import Cell, Column, Group, render_table
from tests.documents.call_sheets import names, pages_of, squeezed

DAY = date(2026, 3, 12)


def test_a_table_repeats_its_headings_and_its_group_on_every_page() -> None:
    columns = [Column("Account"), Column("Description", share=1), Column("Budget", "right")]
    rows = [[f"2{i:03}", f"*Line* #{i}", f"{i},000.00"] for i in range(150)]
    groups = [Group("2000 Staff", rows, ["", "Total 2000", "9.00"])]

    pages = pages_of(
        render_table(
            "Cost report", "Week 4", columns, groups=groups, totals=["", "All", "9.00"], dated=DAY
        )
    )

    words = "".join(pages)
    assert len(pages) > 1
    assert all("DESCRIPTION" in page and "2000Staff" in page for page in pages)
    assert all(f"2{i:03}*Line*#{i}{i},000.00" in words for i in range(150))
    assert "Total20009.00" in words


def test_a_wide_table_is_cut_and_its_leading_columns_come_again() -> None:
    columns = [Column("#"), *[Column(f"d{i}", "center") for i in range(1, 61)]]
    row: list[str | Cell] = ["7x", *[Cell(f"v{i}", fill="C6E7C0") for i in range(1, 61)]]

    pages = pages_of(
        render_table("DOOD", "", columns, [row], dated=DAY, repeat_columns=1, columns_per_page=31)
    )

    assert len(pages) == 2
    assert all("7x" in page for page in pages)
    assert "v30" in pages[0]
    assert "v31" in pages[1]


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="2 cells for 1 columns"):
        render_table("T", "", [Column("A")], [["1", "2"]], dated=DAY)


def test_a_table_without_rows_prints_its_headings() -> None:
    assert "NAME" in pages_of(render_table("Crew", "", [Column("Name")], dated=DAY))[0]


ORDER = PurchaseOrderForm(
    number="1042",
    dated=DAY,
    production="The Long Way Home",
    vendor=Vendor(name='Bright #2 "Inc" $', payment_terms="Net 30"),
    lines=(
        OrderLine(
            description="18K HMI",
            account="4400",
            amount=240000,
            quantity=Decimal("2.00"),
            unit_price=40000,
            periods=Decimal(3),
            period="days",
        ),
        OrderLine(description="Gel", account="4410", amount=12550, discount=500),
    ),
    tax=2510,
    shipping=7500,
    rental=Rental(back=date(2026, 3, 17), deposit=50000),
    effects=(AccountEffect(account="4400", budget=5, committed_before=3, available_after=-240000),),
    approvals=(
        Approval("UPM", "Grace Whitfield", datetime(2026, 3, 11, 9, 5, tzinfo=UTC)),
        Approval("LP"),
    ),
)


def test_a_purchase_order_adds_up_and_shows_who_approved() -> None:
    words = "".join(pages_of(render_purchase_order(ORDER)))

    assert ORDER.subtotal == 252550
    assert ORDER.total == 262560
    assert "TOTALUSD2,625.60" in words
    assert "2,400.00" in words
    assert "3days" in words
    assert "(less5.00)" in words
    assert 'Bright#2"Inc"$' in words
    assert "Tue17Mar2026" in words
    assert "-2,400.00" in words
    assert "GraceWhitfield11Mar20269:05A" in words


def test_yen_have_no_decimals() -> None:
    order = PurchaseOrderForm(
        number="7",
        dated=DAY,
        production="P",
        vendor=Vendor(name="V"),
        lines=(OrderLine(description="Van", account="1", amount=1234567),),
        currency="JPY",
    )

    assert "TOTALJPY1,234,567" in "".join(pages_of(render_purchase_order(order)))


def test_a_long_order_goes_on_over_pages() -> None:
    lines = tuple(OrderLine(description=f"Item{i}.", account="1", amount=i) for i in range(120))
    order = PurchaseOrderForm(
        number="8", dated=DAY, production="P", vendor=Vendor(name="V"), lines=lines
    )

    words = "".join(pages_of(render_purchase_order(order)))

    assert all(f"Item{i}." in words for i in range(120))


def envelope(cash: int) -> Envelope:
    """An advance of 1,000.00 with receipts of 809.10."""
    receipts = (
        Receipt(number="1", dated=DAY, vendor="Shop", description="Frames", account="4620", net=70000),
        Receipt(
            number="2", dated=None, vendor="Bar", description="Glass", account="4610", net=10000, tax=910,
            is_missing=True,
        ),
    )  # fmt: skip
    return Envelope(
        number="JS01",
        production="P",
        holder="Jo Santos",
        receipts=receipts,
        advance=100000,
        cash=cash,
        closed=DAY,
    )


@pytest.mark.parametrize(
    ("cash", "left", "printed"),
    [
        (19090, 0, "BALANCES0.00"),
        (10000, 9090, "SHORT:DUEFROMHOLDER90.90"),
        (20000, -910, "OVER:DUETOHOLDER9.10"),
    ],
)
def test_an_envelope_says_whether_it_balances(cash: int, left: int, printed: str) -> None:
    one = envelope(cash)

    words = "".join(pages_of(render_envelope(one)))

    assert one.over_or_short == left
    assert printed in words
    assert one.by_account() == {"4610": 10910, "4620": 70000}
    assert "(receiptmissing)" in words


def test_a_production_report_has_the_crew_on_the_back() -> None:
    crew = tuple(
        CrewTime(department=f"Dept {i // 9}", position="Grip", name=f"{name} Crew", call=time(7))
        for i, name in enumerate(names(110))
    )
    report = ProductionReport(
        production="P",
        date=DAY,
        number=7,
        of=24,
        days_ahead=-1,
        times=(
            ("First shot", time(8, 40)),
            ("Last man out", datetime(2026, 3, 13, 0, 30, tzinfo=UTC)),
        ),
        script=(ScriptCount(row="Taken today", scenes=3, pages=38, seconds=275, setups=0),),
        crew=crew,
        notes=(ReportNote(heading="Accidents", text="None."),),
    )

    pages = pages_of(render_production_report(report))

    assert len(pages) == 2
    assert "1DAYBEHIND" in pages[0]
    assert "Takentoday34" + "6/84:350" in pages[0]
    assert "12:30A+1" in pages[0]
    assert all(squeezed(f"{name} Crew") in pages[1] for name in names(110))


def test_an_exhibit_g_lists_every_performer_across_the_long_side() -> None:
    performers = tuple(
        PerformerTime(number=str(i), performer=name, is_minor=i == 3, report_set=time(7, 6))
        for i, name in enumerate(names(60))
    )

    words = "".join(
        pages_of(render_exhibit_g(ExhibitG(production="P", date=DAY, performers=performers)))
    )

    assert all(squeezed(name) in words for name in names(60))
    assert words.count("(K)") == 1
    assert "7:06A" in words


@pytest.mark.parametrize(
    "printed",
    [
        lambda: render_purchase_order(ORDER),
        lambda: render_envelope(envelope(0)),
        lambda: render_exhibit_g(ExhibitG(production="P", date=DAY)),
        lambda: render_table("T", "", [Column("A")], [["1"]], dated=DAY),
        lambda: render_production_report(ProductionReport(production="P", date=DAY, number=1)),
    ],
)
def test_the_same_form_gives_the_same_bytes(printed) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001  (a lambda)
    assert printed() == printed()


def test_file_names_sort_by_day_and_hold_no_blanks() -> None:
    assert file_name("SHOW", "CS", 7, DAY, 1, "Blue") == "SHOW_CS_D07_2026-03-12_REV1-BLUE.pdf"
    assert file_name("My Show/2", "DPR", 12, DAY) == "My-Show-2_DPR_D12_2026-03-12.pdf"
    assert file_name("", "PO-1042", None, DAY, suffix="eml") == "SHOW_PO-1042_2026-03-12.eml"
    assert (
        file_name("../x", "CS", 1, DAY, 2, "Double Blue")
        == "x_CS_D01_2026-03-12_REV2-DOUBLE-BLUE.pdf"
    )
