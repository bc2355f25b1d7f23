"""The tabs of a production workbook, in the order of the template."""

from functools import cache

from poc_sheets.tabs.headings import normalise
from poc_sheets.tabs.model import Row


@cache
def every_tab() -> tuple[type[Row], ...]:
    """All tabs that hold rows, in the template's order."""
    # Imported here: a press loads only the tabs that it reads.
    from poc_sheets.tabs import (  # noqa: PLC0415
        approvals,
        assets,
        budget,
        call_sheet,
        call_sheet_issues,
        card_statement,
        cast,
        cost_report,
        crew,
        day_out_of_days,
        distribution,
        findings,
        fx_rates,
        hot_cost,
        locations,
        petty_cash,
        production,
        production_report,
        published_lists,
        purchase_orders,
        rules,
        schedule,
        script_distribution,
        statement_layouts,
        sync_conflicts,
        tomorrow_cost,
        vendors,
    )

    return (
        production.ProductionSetting,
        crew.CrewMember,
        crew.Department,
        cast.CastMember,
        locations.Location,
        schedule.StripRow,
        schedule.ShootDayRow,
        day_out_of_days.DayOutOfDaysLine,
        call_sheet.CallSheetLine,
        call_sheet_issues.CallSheetIssue,
        call_sheet_issues.IssuedLines,
        distribution.DistributionLine,
        production_report.ReportLine,
        production_report.ProductionTime,
        published_lists.PublishedPart,
        script_distribution.ScriptCopy,
        script_distribution.ScriptNumbers,
        tomorrow_cost.TomorrowCostLine,
        hot_cost.HotCostLine,
        hot_cost.DayAmount,
        budget.BudgetLine,
        cost_report.CostReportLine,
        cost_report.CostHistory,
        budget.Actual,
        purchase_orders.PurchaseOrder,
        purchase_orders.POLine,
        approvals.ApprovalRow,
        purchase_orders.Invoice,
        petty_cash.Float,
        petty_cash.Envelope,
        petty_cash.ReceiptRow,
        card_statement.CardLine,
        card_statement.MatchRow,
        card_statement.AliasRow,
        statement_layouts.StatementLayout,
        fx_rates.FxRate,
        assets.Asset,
        vendors.Vendor,
        rules.RuleRow,
        rules.PolicyRow,
        sync_conflicts.SyncConflict,
        findings.FindingRow,
    )


def find_tab(name: str) -> type[Row] | None:
    """The tab of an id or a name, as people type it."""
    wanted = normalise(name.replace("_", " "))
    for tab in every_tab():
        names = (tab.tab_id.replace("_", " "), tab.tab, *tab.tab_names)
        if wanted in {normalise(each) for each in names}:
            return tab
    return None
