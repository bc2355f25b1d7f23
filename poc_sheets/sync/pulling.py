"""A sync that only brings: what people type in the Google Sheet comes in, nothing goes out."""

from typing import Literal

from poc_sheets.sync.cells import agreed
from poc_sheets.sync.versions import Base, Clash, Merge, Rules, Write

#: What becomes of a cell that was changed in the workbook: asked about, or overwritten. Blank is a
#: sync in both directions.
Pull = Literal["", "ask", "overwrite"]


def pulled(wanted: Merge, pull: Pull, base: Base, rules: Rules) -> Merge:
    """A merge without what it would write to the Google Sheet.

    Rows that only the workbook has stay as they are, as do those that were deleted there, and
    cells that the Google Sheet never had.
    """
    if not pull:
        return wanted
    kept = [write for write in wanted.writes if write.side == "office"]
    for write in wanted.writes:
        place = (write.key, write.column)
        never_had = write.old in (None, "") and write.column not in base.get(write.key, {})
        if write.side == "office" or never_had:
            continue
        decision = rules.decisions.get(place)
        if pull == "overwrite" or (decision and decision.choice == "sheet"):
            kept.append(Write("office", *place, write.new, write.old, "pull"))
        else:
            known = base.get(write.key, {}).get(write.column)
            wanted.clashes.append(Clash(*place, agreed(known), write.old, write.new))
    wanted.writes = kept
    wanted.inserts = [insert for insert in wanted.inserts if insert.side == "office"]
    wanted.deletes = [delete for delete in wanted.deletes if delete.side == "office"]
    return wanted
