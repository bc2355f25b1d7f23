"""The only road: press -> read -> function -> check -> write -> show."""

import traceback
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from poc_sheets.changes import Plan, plan_changes, plan_rewrite
from poc_sheets.parameters import Needs, option_value
from poc_sheets.problems import Exit, Finding, Place, Problem, SheetError
from poc_sheets.registry import Action, Outcome, every_action, find_action
from poc_sheets.tabs.findings import FindingRow, finding_row
from poc_sheets.tabs.headings import nearest
from poc_sheets.tabs.opening import Opened, open_tabs
from poc_sheets.tabs.problems import WRONG_OPTION
from poc_sheets.workbook import Message, Workbook

#: The Findings tab holds no more lines than a person can work through.
MOST_FINDINGS = 2000

NO_ACTION = Problem(
    "no-action",
    title="There is no button called {name}",
    what="the buttons are {known}",
    do="{remedy}",
    exit_code=Exit.WRONG_USE,
)
NO_OPTION = Problem(
    "no-option",
    title="{action} has no option {option}",
    what="its options are {known}",
    do="leave {option} out, or use one of its options",
    exit_code=Exit.WRONG_USE,
)
OPTION_MISSING = Problem(
    "option-missing",
    title="{action} needs to know {option}",
    what="no {option} was given; it is {expected}",
    do="give {option}",
    exit_code=Exit.WRONG_USE,
)


def press(
    name: str, workbook: Workbook, *, now: datetime | None = None, **options: object
) -> Message:
    """Press a button: run the action, write what it fills, show what it found.

    Never raises: a run that stops, and a fault of ours, become the message that is shown.

    Args:
        name: the action's name.
        workbook: the open workbook, of any host.
        now: the moment of the press; the present one by default.
        options: the action's options, as values or as text.
    """
    try:
        message = run(name, workbook, now=now, **options)
    except SheetError as stopped:
        message = stopped_message(stopped)
    except Exception as fault:  # noqa: BLE001  (the boundary: a coordinator never sees a traceback)
        message = fault_message(fault)
    workbook.show(message)
    return message


def run(
    name: str, workbook: Workbook, *, now: datetime | None = None, **options: object
) -> Message:
    """Run an action and write what it fills, without showing anything.

    Raises:
        SheetError: the run had to stop; nothing was changed.
    """
    action = find_action(name)
    if action is None:
        raise _no_action(name)
    moment = now or datetime.now().astimezone().replace(tzinfo=None)
    opened = _open(action, workbook)
    outcome = action.function(**_arguments(action, opened, moment, options))
    plan = plan_changes(action, outcome, opened)
    found = (opened.completed(finding) for finding in outcome.findings)
    findings = (*opened.findings, *found, *plan.findings)
    plan_findings(plan, opened, action.label, findings, moment)
    if plan.changes or plan.appends:
        workbook.write(plan.changes, plan.appends)
    message = Message(
        ok=True,
        title=action.label,
        summary=_summary(outcome, opened),
        findings=findings,
        changed_cells=plan.changed_cells,
    )
    if not outcome.documents:
        return message
    try:
        return replace(message, documents=tuple(workbook.keep(outcome.documents)))
    except SheetError as lost:
        if not plan.changed_cells:
            raise
        # The cells stand already: nobody may be told that nothing was changed.
        summary = f"The cells were changed, but a document is missing. {message.summary}"
        findings = (lost.finding, *findings)
        return replace(
            message, ok=False, summary=summary, findings=findings, exit_code=int(lost.exit_code)
        )


def preview(
    name: str, workbook: Workbook, *, now: datetime | None = None, **options: object
) -> tuple[Outcome, Opened]:
    """What an action would find and want done; nothing is written."""
    action = find_action(name)
    if action is None:
        raise _no_action(name)
    moment = now or datetime.now().astimezone().replace(tzinfo=None)
    opened = _open(action, workbook)
    return action.function(**_arguments(action, opened, moment, options)), opened


def stopped_message(stopped: SheetError) -> Message:
    """What is shown when a run had to stop."""
    return Message(
        ok=False,
        title=stopped.finding.title,
        summary="Nothing was changed.",
        findings=(stopped.finding,),
        exit_code=int(stopped.exit_code),
    )


def fault_message(fault: Exception) -> Message:
    """What is shown when our own code failed; the details go to a log."""
    log = _log_fault(fault)
    finding = Finding(
        problem="our-fault",
        title="This is a fault in poc_sheets, not in your sheet",
        place=Place(),
        what="the press ended before anything was written",
        do=f"send the file {log} to the people who look after poc_sheets",
    )
    return Message(
        ok=False,
        title=finding.title,
        summary="Nothing was changed.",
        findings=(finding,),
        exit_code=int(Exit.FAULT),
    )


def inject(needs: Needs, opened: Opened, moment: datetime) -> dict[str, Any]:
    """The arguments that a function gets from the workbook."""
    arguments: dict[str, Any] = {}
    for parameter, tab in needs.tabs.items():
        arguments[parameter] = opened.rows(tab)
    for parameter, snapshot in needs.snapshots.items():
        arguments[parameter] = snapshot.function(**inject(snapshot.needs, opened, moment))
    arguments |= dict.fromkeys(needs.settings, opened.settings)
    arguments |= dict.fromkeys(needs.now, moment)
    return arguments


def _open(action: Action, workbook: Workbook) -> Opened:
    tabs = (*action.needs.all_tabs, FindingRow)
    opened = open_tabs(workbook, tabs, {FindingRow, *action.needs.all_optional})
    findings_tab = opened.bound.get(FindingRow)
    if findings_tab:
        # What an earlier press wrote there is no input of this one.
        opened.findings = [f for f in opened.findings if f not in findings_tab.findings]
    return opened


def _arguments(
    action: Action, opened: Opened, moment: datetime, options: dict[str, object]
) -> dict[str, Any]:
    arguments = inject(action.needs, opened, moment)
    known = {option.name: option for option in action.options}
    for given in options:
        if given not in known:
            names = ", ".join(known) or "none"
            raise NO_OPTION.stop(action=action.label, option=given, known=names)
    for name, option in known.items():
        if name not in options:
            if option.required:
                raise OPTION_MISSING.stop(
                    action=action.label, option=name, expected=option.expected
                )
            continue
        try:
            arguments[name] = option_value(option, options[name])
        except ValueError:
            raise WRONG_OPTION.stop(
                action=action.label, option=name, value=options[name], expected=option.expected
            ) from None
    return arguments


def plan_findings(
    plan: Plan, opened: Opened, label: str, findings: Sequence[Finding], moment: datetime
) -> None:
    """Have the Findings tab, where it was opened, show what a press found, and nothing older."""
    if FindingRow in opened.bound:
        rows = [finding_row(f, label, moment) for f in findings[:MOST_FINDINGS]]
        plan_rewrite(plan, opened, FindingRow, rows)


def _summary(outcome: Outcome, opened: Opened) -> str:
    """The action's summary, led by what could not be read."""
    left_out = sum(len(bound.rows.unreadable) for bound in opened.bound.values())
    if not left_out:
        return outcome.summary
    rows = "1 row" if left_out == 1 else f"{left_out} rows"
    return f"{rows} could not be read and {'is' if left_out == 1 else 'are'} not counted. {outcome.summary}"


def _no_action(name: str) -> SheetError:
    names = [action.name for action in every_action()]
    close = nearest(name, names)
    remedy = f"use {close}" if close else "choose one of them"
    return NO_ACTION.stop(name=name, known=", ".join(names), remedy=remedy)


def _log_fault(fault: Exception) -> str:
    """Write the details of a fault of ours where a person can find them; the log's path."""
    from poc_sheets.logs import fault_log  # noqa: PLC0415  (a press that works pays no import)

    details = "".join(traceback.format_exception(fault))
    return fault_log(details)
