"""Real card lines, with receipts derived from them."""

import pytest

from benchmarks.reconcile import pairs_of, quality
from benchmarks.reconcile_samples import SAMPLES, card_months
from poc_sheets.trade.matching import reconcile

pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif(
        not (SAMPLES / "purchase_card").is_dir(), reason=f"no real card months in {SAMPLES}"
    ),
]


def test_real_card_months_reach_ninety_seven_percent() -> None:
    months = card_months()
    assert months
    for name, month in months.items():
        result = reconcile(month.lines, month.receipts, options=month.options)
        assert result.proof().holds
        assert quality(month, pairs_of(result.links)).f1 >= 0.97, name
