"""How well and how fast lines and receipts are matched, beside what other products do.

    python -m benchmarks.reconcile              1,000 and 10,000 lines, ablation, real data if present;
                                                two generators, `office` and `crew`, written apart
    python -m benchmarks.reconcile --large      100,000 lines as well
    python -m benchmarks.reconcile --seeds 5    more seeds of 1,000 lines

Read ratios: seconds are this machine's. Links between interchangeable rows (two equal purchases) count
as right whichever way round they are made.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from benchmarks.crew_spending import crew_month
from benchmarks.reconcile_ablation import WITHOUT, without
from benchmarks.reconcile_peers import PEERS, splink_pairs
from benchmarks.reconcile_samples import SAMPLES, card_months, payment_pairs
from benchmarks.statement_noise import PROFILES, Month, noisy_month
from poc_sheets.trade.matching import Link, Reconciler, Result, reconcile

Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Quality:
    """How the links found compare with the truth; shares of pairs (line, receipt)."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __str__(self) -> str:
        return f"F1 {self.f1:.3f} (precision {self.precision:.3f}, recall {self.recall:.3f})"


def pairs_of(links: Iterable[Link]) -> list[tuple[str, str]]:
    """Every (line, receipt) of the links."""
    return [(a, b) for link in links for a in link.line_ids for b in link.receipt_ids]


def _classes(month: Month, pairs: Pairs) -> Counter[tuple[str, str]]:
    alike = month.alike
    return Counter((alike.get(a, a), alike.get(b, b)) for a, b in pairs)


def quality(month: Month, pairs: Pairs) -> Quality:
    """Precision and recall of pairs against the month's truth."""
    wanted = _classes(month, ((a, b) for _, x, y in month.truth for a in x for b in y))
    found = _classes(month, pairs)
    right = sum((wanted & found).values())
    return Quality(right / max(found.total(), 1), right / max(wanted.total(), 1))


def exact_lines(month: Month, result: Result) -> float:
    """The share of lines whose receipts are exactly the true ones, none included."""

    def by_line(groups: Iterable[tuple[tuple[str, ...], tuple[str, ...]]]) -> Counter[object]:
        return Counter(
            (month.alike.get(a, a), frozenset(month.alike.get(b, b) for b in receipts))
            for lines, receipts in groups
            for a in lines
        )

    wanted = by_line((x, y) for _, x, y in month.truth)
    found = by_line((link.line_ids, link.receipt_ids) for link in result.links)
    lines = len(month.lines)
    # A line is right with its true receipts, or with none where none are its own.
    bare = lines - max(wanted.total(), found.total())
    return ((wanted & found).total() + bare) / lines


def recall_by_kind(month: Month, result: Result) -> dict[str, float]:
    """Recall of pairs by the kind of purchase."""
    left = _classes(month, pairs_of(result.links))
    hits: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for kind, lines, receipts in month.truth:
        for pair in _classes(month, ((a, b) for a in lines for b in receipts)).elements():
            total[kind] += 1
            if left[pair] > 0:
                left[pair] -= 1
                hits[kind] += 1
    return {kind: hits[kind] / count for kind, count in total.most_common()}


def timed(run: Callable[[], object]) -> float:
    """Seconds that a run takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _engine(month: Month) -> tuple[Result, float]:
    start = time.perf_counter()
    result = reconcile(month.lines, month.receipts, options=month.options)
    return result, time.perf_counter() - start


def show(title: str, month: Month) -> float:
    """Print one month's figures; returns the seconds it took."""
    result, seconds = _engine(month)
    automatic = [link for link in result.links if link.status == "auto"]
    sure = quality(month, pairs_of(automatic))
    print(f"\n{title}: {len(month.lines):,} lines, {len(month.receipts):,} receipts")
    print(f"  poc_sheets       {quality(month, pairs_of(result.links))}")
    print(f"  exact lines {exact_lines(month, result):.3f}; automatic: precision {sure.precision:.4f}, "
          f"coverage {sure.recall:.2f}; {len(month.lines) / seconds:,.0f} lines/s")  # fmt: skip
    kinds = recall_by_kind(month, result)
    print("  recall " + ", ".join(f"{kind} {share:.3f}" for kind, share in kinds.items()))
    return seconds


def compare(month: Month, seconds: float, *, with_splink: bool) -> None:
    """Print the peers' figures on the same month."""
    for name, peer in PEERS.items():
        took = timed(lambda peer=peer: peer(month.lines, month.receipts))  # type: ignore[misc]  # binds the loop's value
        found = quality(month, peer(month.lines, month.receipts))
        print(f"  {name:16} {found}; takes {took / seconds:.2f} of our time")
    if with_splink:
        try:
            start = time.perf_counter()
            found = quality(month, splink_pairs(month.lines, month.receipts))
            took = time.perf_counter() - start
            print(f"  {'Splink':16} {found}; takes {took / seconds:.2f} of our time")
        except ImportError:
            print("  Splink is not installed: pip install splink")


def ablation(months: Mapping[str, Month]) -> None:
    """Print the F1 left when one kind of evidence or one pass is taken away, month by month."""
    print("\nF1 without one part        " + "".join(f"{name:>16}" for name in months))
    for part in WITHOUT:
        found = [quality(month, pairs_of(without(part, month).links)) for month in months.values()]
        print(f"  {part:24}" + "".join(f"{each.f1:>16.3f}" for each in found))


def new_line(month: Month) -> None:
    """Print how long one new line takes once everything else is matched."""
    late = month.lines[-20:]
    reconciler = Reconciler(month.lines[:-20], month.receipts, options=month.options)
    before = set(reconciler.result.links)
    times = [timed(lambda line=line: reconciler.add([line])) for line in late]  # type: ignore[misc]  # binds the loop's value
    moved = len(before - set(reconciler.result.links))
    print(f"\nOne new line among {len(month.lines):,}: median {1000 * sorted(times)[10]:.0f} ms, "
          f"worst {1000 * max(times):.0f} ms, {moved} earlier links moved")  # fmt: skip


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="100,000 lines as well")
    parser.add_argument("--seeds", type=int, default=2, help="months of 1,000 lines")
    wanted = parser.parse_args()
    for seed in range(1, wanted.seeds + 1):
        show(f"default noise, seed {seed}", noisy_month(1000, seed=seed))
        show(f"default noise of a crew, seed {seed}", crew_month(1000, seed=seed))
    for profile, noise in PROFILES.items():
        month = noisy_month(10_000, noise, seed=11)
        seconds = show(f"{profile} noise", month)
        compare(month, seconds, with_splink=profile == "default")
    for profile in PROFILES:
        show(f"{profile} noise of a crew", crew_month(10_000, profile, seed=2))
    month = noisy_month(10_000, seed=11)
    ablation({
        "office default": month,
        "office hard": noisy_month(10_000, PROFILES["hard"], seed=11),
        "crew default": crew_month(10_000, "default", seed=2),
        "crew hard": crew_month(10_000, "hard", seed=2),
    })  # fmt: skip
    new_line(month)
    if wanted.large:
        month = noisy_month(100_000, seed=12)
        compare(month, show("default noise", month), with_splink=True)
    if SAMPLES.is_dir():
        for name, month in card_months().items():
            compare(month, show(f"real card month {name}", month), with_splink=False)
        show("payment pairs", payment_pairs())
    else:
        print(f"\nNo samples folder at {SAMPLES}: real months left out")


if __name__ == "__main__":
    main()
