"""Money as whole minor units (cents, yen, fils), and the one way in and out of it.

A sheet holds money as a binary float. What a person sees in the cell is the float to fifteen
significant digits, so that is what counts: 1.005 on screen is 1.005, and rounds up.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

#: Currencies of ISO 4217 whose minor unit is not a hundredth.
_NO_DECIMALS = (
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split()  # noqa: SIM905  (a list to read)
)
_THREE_DECIMALS = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
_EXPONENTS = (
    dict.fromkeys(_NO_DECIMALS, 0) | dict.fromkeys(_THREE_DECIMALS, 3) | {"CLF": 4, "UYW": 4}
)


def exponent_of(currency: str) -> int:
    """How many decimals a currency has (ISO 4217): USD 2, JPY 0, KWD 3; unknown codes 2."""
    return _EXPONENTS.get(currency.strip().upper(), 2)


def shown_decimal(number: float | Decimal) -> Decimal:
    """The number as a spreadsheet shows it: fifteen significant digits."""
    return number if isinstance(number, Decimal) else Decimal(format(number, ".15g"))


def to_minor(number: float | Decimal, exponent: int = 2) -> int:
    """An amount in minor units, rounded half away from zero.

    Args:
        number: the amount in major units, as it stands in a cell.
        exponent: decimals of the currency.
    """
    scaled = shown_decimal(number).scaleb(exponent)
    return int(scaled.to_integral_value(rounding=ROUND_HALF_UP))


def from_minor(amount: int, exponent: int = 2) -> Decimal:
    """An amount in major units, exact, for a cell or a document."""
    return Decimal(amount).scaleb(-exponent)


def as_text(amount: int, exponent: int = 2) -> str:
    """An amount for a message: `1,234.50`, `-12.00`."""
    return f"{from_minor(amount, exponent):,.{exponent}f}"


def share(amount: int, weights: Sequence[int]) -> list[int]:
    """Split an amount by weights so that the parts add up to it (largest remainder).

    Equal remainders go to the earlier part. All weights zero: everything goes to the first part.
    """
    if not weights:
        return []
    total = sum(weights)
    if total == 0:
        return [amount, *([0] * (len(weights) - 1))]
    sign = -1 if amount < 0 else 1
    parts = [divmod(abs(amount) * weight, total) for weight in weights]
    missing = abs(amount) - sum(whole for whole, _ in parts)
    order = sorted(range(len(parts)), key=lambda index: (-parts[index][1], index))
    lucky = set(order[:missing])
    return [sign * (whole + (index in lucky)) for index, (whole, _) in enumerate(parts)]
