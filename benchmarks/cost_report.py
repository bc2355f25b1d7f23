"""The cost report over a large ledger: ratios against named ways of adding it up.

    python benchmarks/cost_report.py [rows]

Ratios, not seconds: the best of three runs each, against `numpy.bincount` on accounts that are
coded already.
"""

import sys
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

import numpy as np
import pandas as pd

from poc_sheets.trade.ledger import Ledger

ACCOUNTS, CALLS, EDITS = 5_000, 10_000, 10_000


def best(run: Callable[[], object], times: int = 3) -> float:
    """The shortest of some runs, in seconds."""
    spans = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        spans.append(time.perf_counter() - start)
    return min(spans)


def main(rows: int) -> None:
    """Print the ratios."""
    random = np.random.default_rng(42)
    codes = random.integers(0, ACCOUNTS, rows, dtype=np.int32)
    cents = random.integers(-50_000, 500_000, rows, dtype=np.int64)
    names = [f"{1000 + code}" for code in range(ACCOUNTS)]
    accounts = [names[code] for code in codes.tolist()]
    base = best(lambda: np.bincount(codes, weights=cents, minlength=ACCOUNTS))
    ledger = Ledger(accounts, cents.tolist())
    frame = pd.DataFrame({"account": pd.Categorical(accounts), "cents": cents})
    texts = pd.DataFrame({"account": accounts, "cents": cents})

    def edit() -> None:
        for row in range(EDITS):
            ledger.edit(row, names[row % ACCOUNTS], row)

    def ask() -> None:
        for call in range(CALLS):
            ledger.total(names[call % ACCOUNTS])

    def mask() -> object:
        return texts.loc[texts.account == "2818", "cents"].sum()

    report = {
        "numpy.bincount, coded": base,
        "the ledger, after loading": best(ledger.add_up),
        "loading the ledger, once": best(lambda: Ledger(accounts, cents), 1),
        "pandas, category": best(lambda: frame.groupby("account", observed=True).cents.agg("sum")),
        "pandas, text": best(lambda: texts.groupby("account").cents.agg("sum"), 1),
        f"{CALLS:,} questions to the ledger": best(ask),
        f"{EDITS:,} edits of rows": best(edit, 1),
        "a pandas mask, one question": best(mask),
    }
    report |= _others(codes, cents)
    wanted = np.bincount(codes, weights=cents, minlength=ACCOUNTS).astype(np.int64)
    fresh = Ledger(accounts, cents.tolist())
    assert fresh.totals() == {
        n: int(t) for n, t in zip(names, wanted, strict=True) if n in set(accounts)
    }
    print(f"{rows:,} rows, {ACCOUNTS:,} accounts; ratio to numpy.bincount")
    for name, seconds in report.items():
        print(f"  {seconds / base:10.1f}  {name}")


def _others(
    codes: "np.ndarray[tuple[int], np.dtype[np.int32]]",
    cents: "np.ndarray[tuple[int], np.dtype[np.int64]]",
) -> dict[str, float]:
    """Engines that happen to be installed."""
    found: dict[str, float] = {}
    frame = pd.DataFrame({"account": codes, "cents": cents})
    if find_spec("duckdb"):
        base = import_module("duckdb").connect()
        base.register("frame", frame)
        base.execute("create table ledger as select * from frame")
        question = "select account, sum(cents) from ledger group by account"
        found["DuckDB, coded, native table"] = best(lambda: base.execute(question).fetchall())
    if find_spec("polars"):
        polars = import_module("polars")
        table = polars.DataFrame({"account": codes, "cents": cents})
        total = polars.col("cents").sum()
        found["polars, coded"] = best(lambda: table.group_by("account").agg(total))
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
