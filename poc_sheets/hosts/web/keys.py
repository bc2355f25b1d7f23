"""The key of Excel's pane, and the short code with which a pane gets it.

The key stays the same from one run of the server to the next, because the pane keeps it. A new one
(`poc-sheets serve --new-token`) shuts out every pane that has the old one, also while the server
runs: the file is looked at with each request.
"""

import hmac
import secrets
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from poc_sheets.hosts.web.private_files import is_private, write_private
from poc_sheets.hosts.web.state import new_token

#: Seconds that a code can be used, and how many wrong ones end it.
CODE_SECONDS: Final = 600.0
MOST_WRONG: Final = 5
_DIGITS: Final = 8


@dataclass(slots=True)
class PaneKey:
    """The key in its file, which only the person can read."""

    folder: Path
    _key: str = ""
    _stamp: tuple[int, int] = (0, 0)

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / "pane.key"

    def read(self) -> str:
        """The key as the file holds it now; a new one is made where there is none."""
        try:
            about = self.path.stat()
        except FileNotFoundError:
            return self.renew()
        if not is_private(self.path):
            # Others could have read it.
            return self.renew()
        stamp = about.st_mtime_ns, about.st_ino
        if stamp != self._stamp or not self._key:
            self._key, self._stamp = self.path.read_text(encoding="ascii").strip(), stamp
        return self._key

    def renew(self) -> str:
        """A new key; the old one opens nothing from now on."""
        write_private(self.path, new_token().encode())
        self._key = ""
        return self.read()

    def forget(self) -> None:
        """Take the file away."""
        self.path.unlink(missing_ok=True)
        self._key = ""


@dataclass(slots=True)
class PairingCode:
    """One code at a time: eight digits, for ten minutes, for one pane, five wrong tries at most."""

    _code: str = ""
    _ends: float = 0.0
    _wrong: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def renew(self) -> str:
        """A new code, in two groups of digits; an earlier one ends."""
        with self._lock:
            self._code = "".join(secrets.choice("0123456789") for _ in range(_DIGITS))
            self._ends, self._wrong = time.monotonic() + CODE_SECONDS, 0
            return f"{self._code[:4]} {self._code[4:]}"

    def take(self, given: str) -> bool:
        """Whether this is the code; then it has been used."""
        digits = "".join(sign for sign in given if sign.isdecimal())
        with self._lock:
            if not self._code or time.monotonic() > self._ends:
                return False
            if hmac.compare_digest(digits.encode(), self._code.encode()):
                self._code = ""
                return True
            self._wrong += 1
            if self._wrong >= MOST_WRONG:
                self._code = ""
            return False
