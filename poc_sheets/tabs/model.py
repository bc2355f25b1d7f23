"""A tab is a class, a row is an object that knows its sheet row, a column says who fills it."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Generic, TypeVar, get_args, get_origin, get_type_hints

from poc_sheets.problems import Finding, Place
from poc_sheets.tabs.kinds import Kind, Reading
from poc_sheets.workbook import Value

R = TypeVar("R", bound="Row")

#: A column that the sheet itself computes by a native formula.
BY_FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a tab.

    Attributes:
        key: the stable id behind the heading; the row's attribute.
        heading: as the template prints it.
        old: earlier headings, still read.
        synonyms: headings of other people's templates that mean the same.
        kind: how a cell is read and written.
        optional: an empty cell is `None` instead of an empty value.
        required: a row whose cell is empty cannot be used.
        absent: the value of every row where the sheet has no such column; `None`: as if empty.
        filled_by: the one action that fills the column, `BY_FORMULA`, or blank: typed by people.
        choices: the values offered in the cell; text in other words is still read.
        choices_from: `tab_id.key` of the column whose values are offered.
        formula: the native formula of the template, for `BY_FORMULA`; `[@key]` names a column of
            the row, `tab_id[key]` a whole column of a tab.
        private: never leaves the office in a published list.
        hidden: out of sight in the template; a button keeps its own notes there.
        help: one sentence shown in the template and in the docs.
    """

    key: str
    heading: str
    kind: Kind
    old: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    optional: bool = False
    required: bool = False
    absent: Any = None
    filled_by: str = ""
    choices: tuple[str, ...] = ()
    choices_from: str = ""
    formula: str = ""
    private: bool = False
    hidden: bool = False
    width: int = 0
    help: str = ""

    @property
    def accepted(self) -> tuple[str, ...]:
        """Every heading that is read as this column, the preferred one first."""
        return (self.heading, *self.old, *self.synonyms)


def column(  # noqa: D417  (each argument is described at Column)
    heading: str,
    *,
    default: Any = dataclasses.MISSING,
    old: Sequence[str] = (),
    synonyms: Sequence[str] = (),
    required: bool = False,
    absent: Any = None,
    filled_by: str = "",
    choices: Sequence[str] = (),
    choices_from: str = "",
    formula: str = "",
    private: bool = False,
    hidden: bool = False,
    width: int = 0,
    help: str = "",  # noqa: A002  (the word the sheet's reader knows)
) -> Any:
    """Declare a column of a tab; the arguments are described at `Column`.

    Args:
        default: the value of an empty cell, where it is not the kind's own empty value.
    """
    spec = {
        "heading": heading,
        "old": tuple(old),
        "synonyms": tuple(synonyms),
        "required": required,
        "absent": absent,
        "filled_by": BY_FORMULA if formula else filled_by,
        "choices": tuple(choices),
        "choices_from": choices_from,
        "formula": formula,
        "private": private,
        "hidden": hidden,
        "width": width,
        "help": help,
    }
    if default is dataclasses.MISSING:
        return field(kw_only=True, metadata={"column": spec}, default=None)
    return field(kw_only=True, metadata={"column": spec}, default=default)


@dataclass(frozen=True)
class Row:
    """A row of a tab. `row` counts from 1 as on screen; 0 is a row that is not on a sheet yet."""

    #: The tab's name on screen.
    tab: ClassVar[str] = ""
    #: The stable id behind the name; it never changes.
    tab_id: ClassVar[str] = ""
    #: Earlier names and names that other templates use.
    tab_names: ClassVar[tuple[str, ...]] = ()
    #: What the tab is for, in one sentence.
    about: ClassVar[str] = ""
    #: The columns that name a row; together they are unique.
    key: ClassVar[tuple[str, ...]] = ()
    #: The id of a tab on which these rows may stand too, where people keep both in one.
    shares: ClassVar[str] = ""
    #: Actions that may add rows, or write the whole tab anew.
    appended_by: ClassVar[tuple[str, ...]] = ()
    rewritten_by: ClassVar[tuple[str, ...]] = ()

    row: int = field(default=0, kw_only=True, compare=False)

    def __init_subclass__(cls) -> None:
        """Give each column the empty value of its kind, so that a row made here equals one read."""
        super().__init_subclass__()
        for name, hint in cls.__annotations__.items():
            declared = cls.__dict__.get(name)
            if isinstance(declared, dataclasses.Field) and declared.default is None:
                kind, is_optional = _kind_of(hint, f"{cls.__name__}.{name}")
                if not is_optional:
                    declared.default = _EMPTY.get(kind.name)


class Rows(list[R], Generic[R]):
    """The rows of a tab that could be read, in sheet order.

    `unreadable` holds what is left of the others: it is never counted, and never forgotten.
    `doubtful` has, by sheet row, the keys of cells that could not be read in rows that go on
    without them: such a cell is not an empty one.
    """

    def __init__(
        self,
        rows: Sequence[R] = (),
        unreadable: Sequence["Unread"] = (),
        doubtful: Mapping[int, frozenset[str]] | None = None,
    ) -> None:
        super().__init__(rows)
        self.unreadable = tuple(unreadable)
        self.doubtful: Mapping[int, frozenset[str]] = doubtful or {}

    def is_doubtful(self, row: "Row", key: str) -> bool:
        """Whether a cell of a row could not be read."""
        return key in self.doubtful.get(row.row, ())


@dataclass(frozen=True, slots=True)
class Unread:
    """A row with a cell that could not be read, and the values of those that could."""

    row: int
    values: Mapping[str, Any]
    findings: tuple[Finding, ...]


#: Read once from each class; a press asks for them for every row.
_columns: dict[type[Row], tuple[Column, ...]] = {}
_empty_values: dict[type[Row], Mapping[str, Any]] = {}


def columns_of(tab: type[Row]) -> tuple[Column, ...]:
    """The columns of a tab in the template's order.

    Raises:
        TypeError: a column is declared without a kind, or two columns accept the same heading.
    """
    if tab not in _columns:
        _columns[tab] = _declared_columns(tab)
    return _columns[tab]


def _declared_columns(tab: type[Row]) -> tuple[Column, ...]:
    hints = get_type_hints(tab, include_extras=True)
    columns = []
    for item in dataclasses.fields(tab):
        spec = item.metadata.get("column")
        if spec is None:
            continue
        kind, optional = _kind_of(hints[item.name], f"{tab.__name__}.{item.name}")
        columns.append(Column(key=item.name, kind=kind, optional=optional, **spec))
    _unique([c.heading for c in columns], tab)
    return tuple(columns)


def column_of(tab: type[Row], key: str) -> Column:
    """One column of a tab by its key."""
    for candidate in columns_of(tab):
        if candidate.key == key:
            return candidate
    raise KeyError(f"{tab.__name__} has no column {key}")


def empty_values(tab: type[Row]) -> Mapping[str, Any]:
    """What an empty cell of each column means.

    Raises:
        TypeError: a column with neither an empty value, nor a default, nor `required`.
    """
    if tab not in _empty_values:
        _empty_values[tab] = _declared_empty_values(tab)
    return _empty_values[tab]


def _declared_empty_values(tab: type[Row]) -> Mapping[str, Any]:
    defaults = {item.name: item.default for item in dataclasses.fields(tab)}
    values: dict[str, Any] = {}
    for spec in columns_of(tab):
        default = defaults[spec.key]
        if default is None and not spec.optional:
            default = _EMPTY.get(spec.kind.name)
            if default is None and not spec.required and spec.kind.name != "value":
                raise TypeError(f"{tab.__name__}.{spec.key} must say what an empty cell means")
        values[spec.key] = default
    return values


_EMPTY: dict[str, Any] = {"text": "", "code": "", "ids": (), "yes/no": False}


def _kind_of(hint: Any, where: str) -> tuple[Kind, bool]:
    optional = False
    if get_origin(hint) is not Annotated:
        inner = [arg for arg in get_args(hint) if arg is not type(None)]
        optional = len(inner) < len(get_args(hint))
        hint = inner[0] if len(inner) == 1 else hint
    for part in getattr(hint, "__metadata__", ()):
        if isinstance(part, Kind):
            return part, optional
    raise TypeError(f"{where} needs a kind of poc_sheets.tabs.cells as its type")


def _unique(headings: Sequence[str], tab: type[Row]) -> None:
    twice = {heading for heading in headings if headings.count(heading) > 1}
    if twice:
        raise TypeError(f"{tab.__name__} declares the heading {min(twice)!r} twice")


def cell_of(tab: type[Row], spec: Column, value: Any, reading: Reading) -> Value:
    """The cell for a value of a column: empty for what an empty cell means there anyway."""
    if value is None or value == "":
        return None
    if spec.kind.name == "yes/no" and value == empty_values(tab)[spec.key]:
        return None
    return spec.kind.write(value, reading)


def place_of(row: Row, key: str = "") -> Place:
    """The place of a row's cell, as far as the row knows it.

    The runner completes it with the name of the tab and the column as they stand in the workbook.
    """
    heading = column_of(type(row), key).heading if key else ""
    return Place(row.tab, row.row or None, None, heading)
