"""Cleaning what banks and people write."""

import pytest

from poc_sheets.trade.matching.descriptors import (
    card_key,
    holder_key,
    reference_key,
    reference_tokens,
    vendor_name,
)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("SQ *JAVA HUT #0022 LLC", "java hut"),
        ("TST* BLUE FIN GRILL", "blue fin grill"),
        ("PAYPAL *3KINGS", "3kings"),
        ("paypal 3 kings", "kings"),
        ("AMZN Mktp US*2K3RT91", "amazon marketplace us"),
        ("amazon mktplce eu-uk", "amazon marketplace eu uk"),
        ("WWW.ARGOS.CO.UK", "argos"),
        ("Café René & Fils", "cafe rene fils"),
        ("MCDONALD’S 4412", "mcdonalds"),
        ("POS DEBIT CEDAR HARDWARE 818-555-0134", "cedar hardware"),
        ("ＯＡＫ　ＣＡＦＥ ２２", "oak cafe"),
        ("CHECK 1042", ""),
        ("", ""),
        ("7", ""),
    ],
)
def test_vendor_name_keeps_the_name_and_drops_the_dressing(raw: str, name: str) -> None:
    assert vendor_name(raw) == name


@pytest.mark.parametrize("raw", ["************4411", "4411", "x4411", "5500 0000 0000 4411"])
def test_card_is_its_last_four_digits_in_any_mask(raw: str) -> None:
    assert card_key(raw) == "4411"


@pytest.mark.parametrize("raw", ["Smith, John", "J. Smith", "JOHN SMITH", "john  smith"])
def test_holder_survives_order_and_initials(raw: str) -> None:
    assert holder_key(raw) == "j smith"


@pytest.mark.parametrize("raw", ["INV-00417", "inv 417", "#417", "Invoice No. 417", "0417"])
def test_reference_is_its_number(raw: str) -> None:
    assert reference_key(raw) == "417"


def test_references_inside_free_text_are_found() -> None:
    assert reference_tokens("ACME RENTALS INV-20417 THANK YOU po 99182") == {"20417", "99182"}
