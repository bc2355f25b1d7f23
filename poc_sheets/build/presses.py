"""What a program is told of each button before it is pressed: what it does, and what it asks."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal, get_args, get_origin

from poc_sheets.parameters import Option
from poc_sheets.registry import Action
from poc_sheets.tabs import every_tab
from poc_sheets.tabs.model import columns_of

Kind = Literal["text", "number", "date", "yesno", "choice"]


@dataclass(frozen=True, slots=True)
class Question:
    """One option of a press as a form asks for it.

    Attributes:
        name: what the press calls it.
        label: what the person reads.
        kind: what sort of field it is.
        choices: the words that a `choice` takes.
        help: one sentence.
        required: the press cannot do without an answer.
        default: what counts where nothing is typed; blank where the button finds out itself.
    """

    name: str
    label: str
    kind: Kind
    choices: tuple[str, ...]
    help: str
    required: bool
    default: str


def questions(action: Action) -> tuple[Question, ...]:
    """What a press of this button can be asked for, in the order of its options."""
    return tuple(_question(option) for option in action.options)


def effects(action: Action) -> tuple[str, ...]:
    """What a press reads and writes, one sentence each, as the tabs declare it."""
    reads = [tab.tab for tab in action.needs.all_tabs]
    fills, adds, rewrites = [], [], []
    for tab in every_tab():
        if action.name in tab.rewritten_by:
            rewrites.append(tab.tab)
            continue
        columns = [spec.heading for spec in columns_of(tab) if spec.filled_by == action.name]
        if action.name in tab.appended_by:
            adds.append(tab.tab)
        elif columns:
            fills.append(f"{tab.tab} ({', '.join(columns)})")
    parts = [
        ("Reads", reads),
        ("Fills", fills),
        ("Adds rows to", adds),
        ("Writes anew", rewrites),
    ]
    said = [f"{verb} {_listed(tabs)}." for verb, tabs in parts if tabs]
    if not (fills or adds or rewrites):
        said.append("Changes no tab but Findings.")
    return tuple(said)


def as_objects(action: Action) -> dict[str, Any]:
    """A button with its questions and effects, ready to be written as JSON."""
    return {
        "name": action.name,
        "label": action.label,
        "tooltip": action.tooltip,
        "effects": list(effects(action)),
        "questions": [asdict(question) for question in questions(action)],
    }


def _question(option: Option) -> Question:
    plain = _plain(option.type)
    choices = tuple(map(str, get_args(plain))) if get_origin(plain) is Literal else ()
    kinds: dict[Any, Kind] = {int: "number", date: "date", bool: "yesno"}
    kind: Kind = "choice" if choices else kinds.get(plain, "text")
    label = option.name.replace("_", " ").capitalize()
    default = "" if option.required or option.default in (None, False) else str(option.default)
    help_text = option.help[:1].upper() + option.help[1:]
    return Question(option.name, label, kind, choices, help_text, option.required, default)


def _plain(hint: Any) -> Any:
    """A type without the `None` that says that it can be left out."""
    inner = [arg for arg in get_args(hint) if arg is not type(None)]
    return inner[0] if len(inner) == 1 and get_origin(hint) is not Literal else hint


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
