"""Names of printed files, made so that a folder of them sorts by kind, day and revision."""

from datetime import date

from poc_sheets.trade.calling import joined_name


def file_name(
    show: str,
    kind: str,
    day: int | None,
    on: date,
    revision: int = 0,
    colour: str = "",
    *,
    suffix: str = "pdf",
) -> str:
    """A file's name: `SHOW_CS_D07_2026-03-12_REV1-BLUE.pdf`.

    Args:
        show: the short title; signs other than letters, digits, dots and hyphens become hyphens.
        kind: what it is: `CS` call sheet, `DPR`, `EXG` Exhibit G, `PO-1042`, `PC-JS01`.
        day: the number of the shoot day; None leaves the part out.
        on: the date it is about.
        revision: 0 for a first issue, which has no such part.
        colour: the revision's colour.
        suffix: the kind of file, without a dot.
    """
    issue = f"REV{revision}-{colour.upper()}".rstrip("-") if revision else ""
    number = f"D{day:02}" if day is not None else ""
    parts = [show.strip() or "SHOW", kind, number, on.isoformat(), issue]
    return joined_name(parts, suffix)
