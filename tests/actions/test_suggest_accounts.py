"""Suggest accounts on card lines: learned from receipts, never over what a person typed."""

from poc_sheets.runner import press
from poc_sheets.workbook import Workbook


def test_card_lines_without_a_receipt_get_the_account_of_their_vendor(workbook: Workbook) -> None:
    """
    Budget:
    | Account | Description | Category       | Budget |
    | 2512    | Craft       | 2500 Set ops   | 1000   |
    | 2816    | Props buy   | 2800 Property  | 1000   |
    | 3502    | Fuel        | 3500 Transport | 1000   |

    Receipts:
    | Receipt No. | Vendor      | Description | Account | Amount | Suggested account | Suggested because |
    | R1          | Java Hut    | coffee      | 2512    | 10     |                   |                   |
    | R2          | Java Hut    | coffee      | 2512    | 11     |                   |                   |
    | R3          | Oak & Sons  | timber      | 2816    | 12     |                   |                   |
    | R4          | Oak & Sons  | timber      | 2816    | 13     |                   |                   |

    Card Statement:
    | Line ID | Date       | Vendor                    | Amount | Account | Status          | Receipts | Suggested account | Suggested because |
    | L1      | 2026-03-04 | SQ *JAVA HUT #22 BURBANK  | 9      |         | missing receipt |          |                   |                   |
    | L2      | 2026-03-04 | SQ *JAVA HUT              | 9      | 3502    | missing receipt |          | old               | old               |
    | L3      | 2026-03-04 | SQ *JAVA HUT              | 10     |         | matched         | R1       |                   |                   |
    | L4      | 2026-03-05 | ZEPHYR 0815               | 14     |         |                 |          |                   |                   |
    | L5      | 2026-03-05 | NOBODY KNOWS              | 14     |         |                 |          |                   |                   |
    | L6      | 2026-03-05 | JAVA HUT                  | 14     |         | personal        |          |                   |                   |

    Vendor Aliases:
    | On the statement | Vendor     | Learned from | Times |
    | zephyr           | Oak & Sons | R3           | 1     |
    """
    message = press("suggest_accounts", workbook)
    assert message.ok, message.as_text()
    lines = workbook.read(["Card Statement"])["Card Statement"]
    assert [lines.at(row, 8) for row in range(2, 8)] == ["2512", None, None, "2816", None, None]
    assert "java hut" in str(lines.at(2, 9))
    assert lines.at(3, 5) == 3502, "what a person typed stays"


def test_a_line_of_a_vendor_known_from_matched_lines_only(workbook: Workbook) -> None:
    """
    Budget:
    | Account | Description | Category     | Budget |
    | 2512    | Craft       | 2500 Set ops | 1000   |

    Receipts:
    | Receipt No. | Vendor             | Account | Amount |
    | R1          | Ortiz Holdings LLC | 2512    | 10     |
    | R2          | Ortiz Holdings LLC | 2512    | 11     |

    Card Statement:
    | Line ID | Date       | Vendor   | Amount | Account | Status  | Receipts | Suggested account | Suggested because |
    | L1      | 2026-03-04 | JAVA HUT | 10     |         | matched | R1       |                   |                   |
    | L2      | 2026-03-04 | JAVA HUT | 11     |         | matched | R2       |                   |                   |
    | L3      | 2026-03-04 | JAVA HUT | 12     |         |         |          |                   |                   |
    """
    press("suggest_accounts", workbook)
    lines = workbook.read(["Card Statement"])["Card Statement"]
    assert [lines.at(row, 8) for row in (2, 3, 4)] == [None, None, "2512"]
