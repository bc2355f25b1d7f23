"""Asks for what a button needs to know, in a plain box made of the options' own help. Remembers nothing."""

from __future__ import annotations

from typing import Any

# In the units of a dialog's own font.
_WIDTH, _EDGE, _NAME, _LINE, _GAP = 260, 8, 70, 13, 4
_LETTERS = 58
_POSITION = 3  # com.sun.star.awt.PosSize.POS
_OK, _CANCEL = 1, 2  # com.sun.star.awt.PushButtonType


def ask(context: Any, window: Any, button: dict[str, Any]) -> dict[str, str] | None:
    """What the person gave for the options of a button, as text.

    Args:
        context: the office's.
        window: the one over which the box opens.
        button: as in actions.json: `label`, `about`, `options`.

    Returns:
        Only what differs from what the button takes by itself; None where the person left the box.
    """
    given: dict[str, str] = {}
    while True:
        found = _once(context, window, button, given)
        if found is None:
            return None
        given = found
        if all(given.get(option["name"]) for option in button["options"] if option["required"]):
            return given


def has_required(button: dict[str, Any]) -> bool:
    """Whether the button cannot be pressed without an answer."""
    return any(option["required"] for option in button["options"])


def _once(
    context: Any, window: Any, button: dict[str, Any], given: dict[str, str]
) -> dict[str, str] | None:
    manager = context.ServiceManager
    model = manager.createInstanceWithContext("com.sun.star.awt.UnoControlDialogModel", context)
    _draw(model, button, given)
    dialog = manager.createInstanceWithContext("com.sun.star.awt.UnoControlDialog", context)
    dialog.setModel(model)
    toolkit = manager.createInstanceWithContext("com.sun.star.awt.Toolkit", context)
    dialog.createPeer(toolkit, window)
    _center(dialog, window)
    dialog.getControl(button["options"][0]["name"]).setFocus()
    try:
        if not dialog.execute():
            return None
        answers = {option["name"]: _answer(dialog, option) for option in button["options"]}
    finally:
        dialog.dispose()
    return {
        option["name"]: answers[option["name"]]
        for option in button["options"]
        if answers[option["name"]] not in ("", option["default"])
    }


def _center(dialog: Any, window: Any) -> None:
    if window is not None:
        outer, inner = window.getPosSize(), dialog.getPosSize()
        left, top = (outer.Width - inner.Width) // 2, (outer.Height - inner.Height) // 3
        dialog.setPosSize(max(0, left), max(0, top), 0, 0, _POSITION)


def _draw(model: Any, button: dict[str, Any], given: dict[str, str]) -> None:
    model.Title = button["label"]
    top = _text(model, "about", button["about"], _EDGE, _EDGE, _WIDTH - 2 * _EDGE) + _GAP
    for number, option in enumerate(button["options"]):
        name = option["label"] + (" *" if option["required"] else "")
        _text(model, f"name{number}", name, _EDGE, top + 2, _NAME)
        left = _EDGE + _NAME
        value = given.get(option["name"], option["default"])
        _field(model, option, value, (left, top, _WIDTH - _EDGE - left, number))
        help_text = option["help"][:1].upper() + option["help"][1:]
        top = _text(model, f"help{number}", help_text, left, top + _LINE + 1, _WIDTH - _EDGE - left)
        top += _GAP
    for kind, label, left in ((_OK, button["label"], 120), (_CANCEL, "Cancel", 204)):
        made = _control(
            model, "Button", f"button{kind}", (left, top, 80 if kind == _OK else 48, 15)
        )
        made.Label = label
        made.PushButtonType = kind
        made.DefaultButton = kind == _OK
        made.TabIndex = len(button["options"]) + kind
    model.Width, model.Height = _WIDTH, top + 15 + _EDGE


def _field(
    model: Any, option: dict[str, Any], value: str, place: tuple[int, int, int, int]
) -> None:
    left, top, width, number = place
    if option["kind"] == "yes_no":
        made = _control(model, "CheckBox", option["name"], (left, top + 2, width, _LINE))
        made.Label = "yes"
        made.State = int(value == "yes")
    elif option["choices"]:
        made = _control(model, "ListBox", option["name"], (left, top, width, _LINE))
        made.Dropdown = True
        made.StringItemList = tuple(option["choices"])
        if value in option["choices"]:
            made.SelectedItems = (option["choices"].index(value),)
    else:
        made = _control(model, "Edit", option["name"], (left, top, width, _LINE))
        made.Text = value
    made.HelpText = option["help"]
    made.TabIndex = number


def _answer(dialog: Any, option: dict[str, Any]) -> str:
    control = dialog.getControl(option["name"])
    if option["kind"] == "yes_no":
        return "yes" if control.getState() else "no"
    if option["choices"]:
        return str(control.getSelectedItem())
    return str(control.getText()).strip()


def _text(model: Any, name: str, text: str, left: int, top: int, width: int) -> int:
    """A text of as many lines as it needs; where the next thing can stand."""
    letters = max(10, _LETTERS * width // (_WIDTH - 2 * _EDGE))
    lines = -(-len(text) // letters) or 1
    made = _control(model, "FixedText", name, (left, top, width, 9 * lines))
    made.Label = text
    made.MultiLine = True
    return top + 9 * lines


def _control(model: Any, kind: str, name: str, place: tuple[int, int, int, int]) -> Any:
    made = model.createInstance(f"com.sun.star.awt.UnoControl{kind}Model")
    made.Name = name
    made.PositionX, made.PositionY, made.Width, made.Height = place
    model.insertByName(name, made)
    return made
