"""What goes wrong between Python and the office, in words a person can act on."""

from pathlib import Path


class OfficeError(Exception):
    """The office is missing, does not answer, or refuses."""


class BridgeError(OfficeError):
    """LibreOffice's Python bridge cannot be loaded into this Python."""


class OfficeTimeoutError(OfficeError):
    """The office did not answer in time."""

    def __init__(self, what: str, seconds: float) -> None:
        super().__init__(
            f"LibreOffice did not answer within {seconds:g} seconds ({what}). "
            "Look for an open dialog box in its windows, close it, and try again."
        )


class BookLockedError(OfficeError):
    """Somebody else has the file open, or a program that crashed left its lock behind."""

    def __init__(self, path: Path, owner: str, lock: Path) -> None:
        super().__init__(
            f"{path.name} is open elsewhere: {owner}. Close it there. "
            f"If no program has it open any more, delete the left-over file {lock}."
        )
        self.path = path
        self.owner = owner
        self.lock = lock
