"""The Rules tab as one book, looked up by many: indexed once."""

from collections.abc import Sequence
from dataclasses import dataclass

from poc_sheets.parameters import snapshot
from poc_sheets.problems import Place
from poc_sheets.settings import Settings
from poc_sheets.tabs.model import Rows, column_of
from poc_sheets.tabs.rules import RuleRow
from poc_sheets.trade.rules import Rule, RuleBook, default_book, key

#: What the kind of the production says about everybody's work.
_OF_KIND = {"feature": "feature", "series": "tv"}


@dataclass(frozen=True)
class WorkRules:
    """The rules of work, and what is true of everybody's work on this production."""

    book: RuleBook
    settings: Settings

    def conditions(self, typed: str) -> frozenset[str]:
        """Conditions as the Condition column of the Rules tab says them, as compared.

        Args:
            typed: of one person, separated by commas; the Production tab's are added, and the kind
                of the production where nothing typed names another.
        """
        return conditions_with(typed, self.settings, self.book)


def conditions_with(typed: str, settings: Settings, book: RuleBook) -> frozenset[str]:
    """Conditions that were typed, with those of the Production tab and the production's kind."""
    own = {key(part) for part in typed.replace(";", ",").split(",") if part.strip()}
    whole = own | {key(part) for part in settings.conditions}
    if whole.isdisjoint(_OF_KIND.values()):
        whole |= {_OF_KIND.get(key(settings.kind), "")} & book.known_conditions
    return frozenset(whole)


def book_of(rows: Sequence[RuleRow]) -> RuleBook:
    """The book of a Rules tab; without one, the rules of a new workbook."""
    return RuleBook(_rule(row) for row in rows) if rows else default_book()


@snapshot
def work_rules(
    settings: Settings,
    rules: Rows[RuleRow] = Rows(),  # noqa: B008  (no tab, no rows; never changed)
) -> WorkRules:
    """The Rules tab with the settings of the production."""
    return WorkRules(book_of(rules), settings)


def _rule(row: RuleRow) -> Rule:
    return Rule(
        rule=row.rule,
        agreement=row.agreement,
        topic=row.topic,
        condition=row.condition,
        value=row.value,
        unit=row.unit or "text",
        valid_from=row.from_date,
        valid_to=row.to_date,
        source=row.source,
        note=row.note,
        place=Place(RuleRow.tab, row.row, None, column_of(RuleRow, "value").heading),
    )
