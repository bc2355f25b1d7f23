"""The page on security names tests that exist."""

import re
from pathlib import Path

PROJECT = Path(__file__).parents[2]


def test_every_attempt_of_the_page_is_a_test() -> None:
    """Each row of the table of attempts ends with the test that makes it."""
    page = (PROJECT / "docs" / "security.md").read_text(encoding="utf-8")
    part = page.partition("## What was tried")[2].partition("## What is left")[0]
    rows = [row for row in part.splitlines() if row.startswith("| ") and not row.startswith("| **")]
    tests = "\n".join(
        path.read_text(encoding="utf-8") for path in (PROJECT / "tests").rglob("test_*.py")
    )
    for row in rows[1:]:
        named = re.findall(r"`(test_\w+)`", row.rsplit("|", 2)[1])
        assert named, row
        for name in named:
            assert f"def {name}(" in tests, name
