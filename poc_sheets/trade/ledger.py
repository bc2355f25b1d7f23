"""A ledger of a million rows: accounts as codes, amounts as whole minor units.

Accounts are coded once; after that an aggregation is one pass at about memory speed, an edit is a
subtraction and an addition, and a question about an account is a look-up. Sums are exact up to
2**53 minor units, as far as 64-bit floats count every whole number.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Sums beyond this are not exact in `bincount`, which adds 64-bit floats.
_EXACT = 2**53


class Ledger:
    """Amounts by account, kept up to date row by row.

    A row is known by its position, from 0. Columns are what an amount is: actual, committed,
    accrual; each is summed on its own.
    """

    def __init__(
        self,
        accounts: Sequence[str],
        amounts: "Sequence[int] | NDArray[np.int64]",
        columns: Sequence[int] = (),
        names: Sequence[str] = ("actual",),
    ) -> None:
        """Code the accounts and add everything up.

        Args:
            accounts: of each row.
            amounts: of each row, in minor units.
            columns: which of `names` each row belongs to, by position; empty: the first.
            names: what amounts are.
        """
        import numpy as np  # noqa: PLC0415  (a press of a normal workbook needs no numpy)

        self._np = np
        self.names = tuple(names)
        self._code_of: dict[str, int] = {}
        self._codes = self._coded(accounts)
        self._amounts: NDArray[np.int64] = np.asarray(amounts, dtype=np.int64)
        self._columns: NDArray[np.int32] = np.zeros(len(self._codes), dtype=np.int32)
        if len(columns):
            self._columns = np.asarray(columns, dtype=np.int32)
        self.revision = 0
        self._totals = self.add_up()

    def _coded(self, accounts: Sequence[str]) -> "NDArray[np.int32]":
        code_of = self._code_of
        codes = [code_of.setdefault(account, len(code_of)) for account in accounts]
        return self._np.asarray(codes, dtype=self._np.int32)

    def add_up(self) -> "NDArray[np.int64]":
        """The totals of every account (rows) and name (columns), from all rows.

        Raises:
            OverflowError: the amounts are too large to be added exactly.
        """
        numpy = self._np
        largest = int(numpy.abs(self._amounts).max()) if len(self._amounts) else 0
        if largest * len(self._amounts) >= _EXACT:
            self._require_exact()
        width = len(self.names)
        keys = self._codes if width == 1 else self._codes * width + self._columns
        size = max(1, len(self._code_of)) * width
        sums = numpy.bincount(keys, weights=self._amounts, minlength=size)
        totals: NDArray[np.int64] = sums.astype(numpy.int64).reshape(-1, width)
        return totals

    def _require_exact(self) -> None:
        total = int(self._np.abs(self._amounts.astype(object)).sum())
        if total >= _EXACT:
            raise OverflowError("the amounts of the ledger add up beyond 2**53 minor units")

    def edit(self, row: int, account: str, amount: int, column: int = 0) -> None:
        """A row gets another account or amount: its old amount goes, the new one comes."""
        old = self._codes[row], self._columns[row]
        self._totals[old] -= self._amounts[row]
        code = self._code(account)
        self._codes[row], self._columns[row], self._amounts[row] = code, column, amount
        self._totals[code, column] += amount
        self.revision += 1

    def append(self, rows: Iterable[tuple[str, int, int]]) -> None:
        """New rows at the end: account, amount, column."""
        np = self._np
        new = [(self._code(account), amount, column) for account, amount, column in rows]
        if not new:
            return
        codes, amounts, columns = zip(*new, strict=True)
        self._codes = np.concatenate([self._codes, np.asarray(codes, dtype=np.int32)])
        self._amounts = np.concatenate([self._amounts, np.asarray(amounts, dtype=np.int64)])
        self._columns = np.concatenate([self._columns, np.asarray(columns, dtype=np.int32)])
        for code, amount, column in new:
            self._totals[code, column] += amount
        self.revision += 1

    def _code(self, account: str) -> int:
        code = self._code_of.setdefault(account, len(self._code_of))
        if code >= len(self._totals):
            missing = self._np.zeros(
                (code + 1 - len(self._totals), len(self.names)), dtype=self._np.int64
            )
            self._totals = self._np.concatenate([self._totals, missing])
        return code

    def total(self, account: str, name: str = "") -> int:
        """What stands on an account; zero where no row names it."""
        code = self._code_of.get(account)
        if code is None:
            return 0
        return int(self._totals[code, self.names.index(name) if name else 0])

    def totals(self, name: str = "") -> dict[str, int]:
        """Every account with its total."""
        column = self._totals[:, self.names.index(name) if name else 0].tolist()
        return {account: column[code] for account, code in self._code_of.items()}
