"""The text of the macros for Excel, for people to read before they trust it.

One macro for each button, one cell function for each formula, one line of logic each; all of it
goes to Python through xlwings, whose own module is added from the installed package when a workbook
with macros is made.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from poc_sheets.parameters import Option
from poc_sheets.registry import Action, Formula, every_action, every_formula

#: Where the macros' Python lives; one name, so that nothing in a workbook changes with a version.
CALLER = "poc_sheets.hosts.live.excel"
#: The workbook of the cell that asks, which need not be the one in front, and the cell.
ASKING = "Application.Caller.Parent.Parent, Application.Caller"
#: Whether the person pressed Cancel: a text that is blank and one that is not there differ in this.
CANCELLED = "StrPtr(answer) = 0"
#: The file that a person picks; False where she pressed Cancel.
PICKED = 'Application.GetOpenFilename(Title:="Statement, schedule or table")'
IMPORT_FILE = "ImportFile"
RIBBON_NAMESPACE = "http://schemas.microsoft.com/office/2006/01/customui"
#: Words that VBA has a use for: an argument of that name gets an underscore.
_TAKEN = frozenset(
    """
    alias and any array as base binary boolean byref byte byval call case cbool cbyte cdate cdbl
    cint clng close compare const csng cstr currency date day debug declare dim do double each
    else elseif empty end enum eqv erase error event exit explicit false fix for friend function
    get global gosub goto if imp implements in input int integer is len let lib like line local
    lock long loop lset me mid mod month name new next not nothing null object on open option
    optional or output paramarray preserve print private property public put random redim rem
    resume return rset seek select set shared single static step stop string sub tab text then
    time to true type unlock until variant wend while width with write xor year
    """.split()  # noqa: SIM905  (a list to read)
)
_IMAGES = {"Money": "AccountingFormatMenu", "Call sheet": "FilePrint", "Office": "TableInsert"}


def build_excel_macros(folder: Path) -> None:
    """Write the modules and the ribbon below `macros/excel/`."""
    for name, text in macro_modules().items():
        (folder / f"{name}.bas").write_bytes(text.encode("ascii"))
    (folder / "ribbon.xml").write_bytes(ribbon().encode("ascii"))


def macro_modules() -> dict[str, str]:
    """The text of each module by its name; lines end as VBA wants them."""
    return {
        "PocSheets": _module("PocSheets", "poc_sheets/actions", _buttons(every_action())),
        "PocFormulas": _module("PocFormulas", "poc_sheets/formulas", _functions(every_formula())),
        "PocRibbon": _module("PocRibbon", "poc_sheets/actions", _CALLBACK),
    }


def macro_name(action: Action) -> str:
    """The macro of a button: `flag_overspend` is `FlagOverspend`."""
    return "".join(part.capitalize() for part in action.name.split("_"))


def with_choices(action: Action) -> str:
    """The macro that asks for every choice first: `push_call` is `PushCallWith`."""
    return f"{macro_name(action)}With"


def python_command(action: Action, choices: str = "") -> str:
    """What a macro has Python do; `choices` is what `choices_of` reads."""
    return f"from {CALLER} import press_here; press_here('{action.name}', '{choices}')"


def ribbon() -> str:
    """The ribbon of the add-in: a group of buttons for each part of the toolbar."""
    groups: dict[str, list[Action]] = {}
    for action in every_action():
        groups.setdefault(action.group, []).append(action)
    look = {"imageMso": "ImportTextFile", "size": "large"}
    tooltip = "Bring in a statement, a schedule or a table; importing it twice adds nothing."
    import_file = _button("import_file", "Import file", tooltip, IMPORT_FILE, look)
    parts = [
        f'        <group id="PocFiles" label="Files">\n          {import_file}\n        </group>'
    ]
    for number, (name, actions) in enumerate(groups.items(), start=1):
        buttons = "\n".join(_ribbon_button(action) for action in actions)
        group = f'        <group id="PocGroup{number}" label={quoteattr(_ascii(name))}>'
        parts.append(f"{group}\n{buttons}\n        </group>")
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            f"<!-- {escape(_made_from('poc_sheets/actions'))} -->",
            f'<customUI xmlns="{RIBBON_NAMESPACE}">',
            "  <ribbon>\n    <tabs>",
            '      <tab id="PocTab" label="Production">',
            *parts,
            "      </tab>\n    </tabs>\n  </ribbon>\n</customUI>\n",
        )
    )


def _ribbon_button(action: Action) -> str:
    """A button; one that takes choices has an arrow beside it."""
    look = {"imageMso": _IMAGES.get(action.group, "TableInsert")}
    if not action.options:
        look["size"] = "large"
    button = _button(action.name, action.label, action.tooltip, macro_name(action), look)
    if not action.options:
        return f"          {button}"
    label = f"{action.label} with choices..."
    names = ", ".join(option.name.replace("_", " ") for option in action.options)
    more = _button(f"{action.name}_with", label, f"Asks for {names}.", with_choices(action), {})
    return (
        f'          <splitButton id="{action.name}_split" size="large">\n'
        f'            {button}\n            <menu id="{action.name}_menu">{more}</menu>\n'
        "          </splitButton>"
    )


def _button(name: str, label: str, tooltip: str, macro: str, look: dict[str, str]) -> str:
    attributes = {
        "id": name,
        "label": label,
        "screentip": label,
        "supertip": tooltip,
        "tag": macro,
        "onAction": "PocRibbonPress",
        **look,
    }
    written = " ".join(f"{key}={quoteattr(_ascii(text))}" for key, text in attributes.items())
    return f"<button {written}/>"


def _made_from(source: str) -> str:
    return f"Generated by poc-sheets build from {source}. Change that, not this."


def _module(name: str, source: str, lines: Iterable[str]) -> str:
    head = [
        f'Attribute VB_Name = "{name}"',
        f"' {_made_from(source)}",
        "Option Explicit",
    ]
    return "".join(f"{line}\r\n" for line in (*head, *lines))


def _buttons(actions: Sequence[Action]) -> list[str]:
    lines = []
    for action in actions:
        needed = [option for option in action.options if option.required]
        lines += _macro(action, macro_name(action), _ascii(action.tooltip), needed)
        if action.options:
            tooltip = "the same, asked for its choices first."
            lines += _macro(action, with_choices(action), tooltip, action.options)
    return [*lines, *_PRESS]


def _macro(action: Action, name: str, tooltip: str, asked: Sequence[Option]) -> list[str]:
    lines = ["", f"' {_ascii(action.label)}: {tooltip}", f"Public Sub {name}()"]
    if asked:
        lines.append("    Dim choices As String")
    for option in asked:
        words = (action.label, option.name, _question(option))
        quoted = ", ".join('"' + _ascii(word).replace('"', '""') + '"' for word in words)
        lines.append(f"    If Not Asked(choices, {quoted}, {option.required}) Then Exit Sub")
    lines.append(f'    PressButton "{action.name}"' + (", choices" if asked else ""))
    return [*lines, "End Sub"]


def _question(option: Option) -> str:
    text = (option.help or option.name.replace("_", " ")).rstrip(".")
    return text if option.expected == "a text" else f"{text} ({option.expected})"


_PRESS = (
    "",
    "' The only way to Python: xlwings starts it and waits until the press is done.",
    'Public Sub PressButton(ByVal action As String, Optional ByVal choices As String = "")',
    f"""    RunPython "from {CALLER} import press_here; press_here('" _""",
    """        & action & "', '" & choices & "')\"""",
    "End Sub",
    "",
    "' One choice, added to the others; no where the person pressed Cancel. What was typed travels as",
    "' the numbers of its letters, so that no quotation mark in it can end the command.",
    "Private Function Asked(ByRef choices As String, ByVal title As String, ByVal name As String, _",
    "        ByVal question As String, ByVal isNeeded As Boolean) As Boolean",
    "    Dim answer As String",
    "    answer = InputBox(question, title)",
    f"    If {CANCELLED} Then Exit Function",
    "    If Len(answer) = 0 Then",
    '        If isNeeded Then MsgBox "Nothing was done: it needs " & name & ".", vbInformation, title',
    "        Asked = Not isNeeded",
    "        Exit Function",
    "    End If",
    '    choices = choices & name & "=" & Coded(answer) & ";"',
    "    Asked = True",
    "End Function",
    "",
    "' A text as the numbers of its letters.",
    "Private Function Coded(ByVal text As String) As String",
    "    Dim k As Long",
    "    For k = 1 To Len(text)",
    '        Coded = Coded & Right$("000" & Hex$(AscW(Mid$(text, k, 1)) And &HFFFF&), 4)',
    "    Next k",
    "End Function",
    "",
    "' Import file: bring in a statement, a schedule or a table; importing it twice adds nothing.",
    "Public Sub ImportFile()",
    "    Dim path As Variant",
    f"    path = {PICKED}",
    "    If VarType(path) = vbBoolean Then Exit Sub",
    f"""    RunPython "from {CALLER} import import_here; import_here('" & Coded(path) & "')\"""",
    "End Sub",
    "",
    "' Work out every formula anew, for instance after rows were typed.",
    "Public Sub RefreshFormulas()",
    "    Application.CalculateFull",
    "End Sub",
)
_CALLBACK = (
    "",
    "' Every button of the ribbon: its tag is the macro that it runs.",
    "Public Sub PocRibbonPress(ByVal control As IRibbonControl)",
    """    Application.Run "'" & ThisWorkbook.Name & "'!" & control.Tag""",
    "End Sub",
)
_ASK = (
    "",
    "' The only way to Python for a cell: the function server of xlwings, which is in Windows only.",
    "Private Function AskPython(ByVal arguments As Variant) As Variant",
    "#If Mac Then",
    '    AskPython = "#formulas of poc_sheets need Excel for Windows, or its task pane"',
    "#Else",
    "    On Error GoTo NoAnswer",
    f'    AskPython = XLPy.CallUDF("{CALLER}", "calculate", arguments, {ASKING})',
    "    Exit Function",
    "NoAnswer:",
    '    AskPython = "#Python did not answer: run poc-sheets doctor"',
    "#End If",
    "End Function",
)


def _functions(formulas: Sequence[Formula]) -> list[str]:
    lines = []
    for formula in formulas:
        names = [f"{o.name}_" if o.name in _TAKEN else o.name for o in formula.arguments]
        needed = ["" if option.required else "Optional " for option in formula.arguments]
        typed = ", ".join(f"{o}ByVal {n} As Variant" for o, n in zip(needed, names, strict=True))
        handed = ", ".join((f'"{formula.name}"', *names))
        lines += [
            "",
            f"' {_ascii(formula.tooltip)}",
            f"Public Function {formula.cell_name}({typed}) As Variant",
            f"    {formula.cell_name} = AskPython(Array({handed}))",
            "End Function",
        ]
    return [*lines, *_ASK]


def _ascii(text: str) -> str:
    """VBA reads the code page of the machine: only plain letters are the same on all of them."""
    dashes = text.replace("\N{EN DASH}", "-").replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    plain = unicodedata.normalize("NFKD", dashes).encode("ascii", "ignore").decode()
    return " ".join(plain.split())
