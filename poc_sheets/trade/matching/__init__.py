"""Reconciling statement lines with receipts, free of sheets."""

from poc_sheets.trade.matching.engine import reconcile
from poc_sheets.trade.matching.incremental import Reconciler
from poc_sheets.trade.matching.model import (
    Alias,
    Decision,
    Line,
    Link,
    Question,
    Receipt,
    Result,
)
from poc_sheets.trade.matching.options import Options

__all__ = [
    "Alias",
    "Decision",
    "Line",
    "Link",
    "Options",
    "Question",
    "Receipt",
    "Reconciler",
    "Result",
    "reconcile",
]
