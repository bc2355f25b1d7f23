"""Requests on ranges that have a name, a protection, a filter or a coloured rule."""

import re

from poc_sheets.testing.gsheets.a1 import Area, GridRange, parse_cells
from poc_sheets.testing.gsheets.batch_update.batch import Batch, Handler
from poc_sheets.testing.gsheets.batch_update.moving import sort_rows
from poc_sheets.testing.gsheets.document import Ranged, Tab
from poc_sheets.testing.gsheets.fields import parse_mask, update_by_mask
from poc_sheets.testing.gsheets.protections import may_edit
from poc_sheets.testing.gsheets.wire import Json, bad_request, refusal

_NAME = re.compile(r"^[A-Za-z_][A-Za-z0-9_.]{0,249}$")


def add_name(batch: Batch, body: Json) -> Json:
    """`addNamedRange`."""
    given = body.get("namedRange") or {}
    name = _free_name(batch, str(given.get("name") or ""), None)
    batch.area(given.get("range"))
    data = {"namedRangeId": str(given.get("namedRangeId") or batch.new_id()), "name": name}
    entry = Ranged(GridRange.of_json(given["range"]), data)
    batch.book.names.append(entry)
    batch.book.computed.clear()
    return {"addNamedRange": {"namedRange": entry.as_json()}}


def _free_name(batch: Batch, name: str, own: Ranged | None) -> str:
    if not _NAME.match(name) or parse_cells(name) is not None:
        bad_request(f"Invalid named range name: {name}")
    for entry in batch.book.names:
        if entry is not own and str(entry.data["name"]).lower() == name.lower():
            bad_request(f'A named range with the name "{name}" already exists.')
    return name


def _named(batch: Batch, name_id: str) -> Ranged:
    for entry in batch.book.names:
        if entry.data["namedRangeId"] == name_id:
            return entry
    raise refusal(400, f"No named range with id: {name_id}")


def update_name(batch: Batch, body: Json) -> Json:
    """`updateNamedRange`."""
    given = body.get("namedRange") or {}
    entry = _named(batch, str(given.get("namedRangeId")))
    mask = parse_mask(str(body.get("fields") or ""))
    if mask.wants("name") and mask.names:
        entry.data = {**entry.data, "name": _free_name(batch, str(given.get("name")), entry)}
    if mask.wants("range") and mask.names:
        batch.area(given.get("range"))
        entry.area = GridRange.of_json(given["range"])
    batch.book.computed.clear()
    return {}


def delete_name(batch: Batch, body: Json) -> Json:
    """`deleteNamedRange`."""
    batch.book.names.remove(_named(batch, str(body.get("namedRangeId"))))
    batch.book.computed.clear()
    return {}


def add_protection(batch: Batch, body: Json) -> Json:
    """`addProtectedRange`; whoever asks is an editor too."""
    given = body.get("protectedRange") or {}
    area = GridRange.of_json(given.get("range") or {})
    tab = batch.book.tab(area.tab)
    entry = Ranged(area, _protection(batch, given))
    entry.data["protectedRangeId"] = int(given.get("protectedRangeId") or batch.new_id())
    tab.protections.append(entry)
    # Recorded: the reply repeats the editors as given; only later answers name who asked as well.
    shown = {**_protection_json(batch, entry), "editors": _filled(given.get("editors"))}
    return {"addProtectedRange": {"protectedRange": shown}}


def _protection(batch: Batch, given: Json) -> Json:
    data = {
        name: value
        for name, value in given.items()
        if name not in ("range", "requestingUserCanEdit", "editors", "protectedRangeId")
        and value not in (None, False, "")
    }
    editors = _filled(given.get("editors"))
    users = [str(user) for user in editors.get("users", [])]
    if batch.editor.email not in users:
        users.append(batch.editor.email)
    data["editors"] = {**editors, "users": users}
    return data


def _filled(editors: Json | None) -> Json:
    return {name: value for name, value in (editors or {}).items() if value}


def _protection_json(batch: Batch, entry: Ranged) -> Json:
    return {**entry.as_json(), "requestingUserCanEdit": may_edit(entry, batch.editor)}


def _protected(batch: Batch, protection_id: int) -> tuple[Tab, Ranged]:
    for tab in batch.book.tabs:
        for entry in tab.protections:
            if entry.data["protectedRangeId"] == protection_id:
                if not may_edit(entry, batch.editor):
                    bad_request("You do not have permission to edit this protected range.")
                return tab, entry
    raise refusal(400, f"No protected range with id: {protection_id}")


def update_protection(batch: Batch, body: Json) -> Json:
    """`updateProtectedRange`."""
    given = body.get("protectedRange") or {}
    _, entry = _protected(batch, int(given.get("protectedRangeId") or 0))
    mask = parse_mask(str(body.get("fields") or ""))
    if mask.names.get("range") is not None:
        entry.area = GridRange.of_json(given.get("range") or {})
        del mask.names["range"]
    new = update_by_mask(entry.data, given, mask)
    entry.data = {**_protection(batch, new), "protectedRangeId": entry.data["protectedRangeId"]}
    return {}


def delete_protection(batch: Batch, body: Json) -> Json:
    """`deleteProtectedRange`."""
    tab, entry = _protected(batch, int(body.get("protectedRangeId") or 0))
    tab.protections.remove(entry)
    return {}


def set_filter(batch: Batch, body: Json) -> Json:
    """`setBasicFilter`: sorts the rows below the headings at once, if it says how."""
    given = body.get("filter") or {}
    area = GridRange.of_json(given.get("range") or {})
    tab = batch.book.tab(area.tab)
    data = {name: value for name, value in given.items() if name != "range" and value}
    # Two ways to say the same; answers carry both.
    criteria = dict(data.get("criteria") or {})
    for spec in data.get("filterSpecs") or []:
        criteria[str(spec.get("columnIndex") or 0)] = spec.get("filterCriteria") or {}
    if criteria:
        data["criteria"] = criteria
        data["filterSpecs"] = [
            {"columnIndex": int(column), "filterCriteria": one} for column, one in criteria.items()
        ]
    tab.basic_filter = Ranged(area, data)
    whole = tab.area(area)
    rows = Area(whole.top + 1, whole.bottom, whole.left, whole.right)
    sort_rows(batch.book, tab, rows, data.get("sortSpecs") or [])
    return {}


def clear_filter(batch: Batch, body: Json) -> Json:
    """`clearBasicFilter`."""
    batch.tab(body).basic_filter = None
    return {}


def add_rule(batch: Batch, body: Json) -> Json:
    """`addConditionalFormatRule`."""
    rule = dict(body.get("rule") or {})
    areas = [GridRange.of_json(value) for value in rule.pop("ranges", [])]
    if not areas:
        bad_request("A conditional format rule needs a range.")
    tab = batch.book.tab(areas[0].tab)
    tab.rules.insert(int(body.get("index") or 0), (areas, rule))
    return {}


def delete_rule(batch: Batch, body: Json) -> Json:
    """`deleteConditionalFormatRule`."""
    tab, index = batch.tab(body), int(body.get("index") or 0)
    if index >= len(tab.rules):
        bad_request(f"No conditional format on sheet: {tab.id} at index: {index}")
    areas, rule = tab.rules.pop(index)
    shown = {**rule, "ranges": [area.as_json() for area in areas]}
    return {"deleteConditionalFormatRule": {"rule": shown}}


HANDLERS: dict[str, Handler] = {
    "addNamedRange": add_name,
    "updateNamedRange": update_name,
    "deleteNamedRange": delete_name,
    "addProtectedRange": add_protection,
    "updateProtectedRange": update_protection,
    "deleteProtectedRange": delete_protection,
    "setBasicFilter": set_filter,
    "clearBasicFilter": clear_filter,
    "addConditionalFormatRule": add_rule,
    "deleteConditionalFormatRule": delete_rule,
}
