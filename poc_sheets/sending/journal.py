"""The journal beside the mails of an issue: what was handed over, written before it is forgotten.

One JSON line an event, on disk before the next step is taken. A run that is interrupted anywhere
leaves a journal by which the next run knows who got a mail, who did not, and who may have.
"""

import json
import os
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

#: `trying` without a later entry: nobody can tell whether the mail went out.
State = Literal["trying", "sent", "refused", "later"]


@dataclass(frozen=True, slots=True)
class Entry:
    """The last thing that is known of one mail; `when` is local to the office."""

    state: State
    when: datetime
    reason: str = ""


@dataclass
class Journal:
    """What became of the mails of one issue, by the id of each mail."""

    path: Path
    entries: dict[str, Entry] = field(default_factory=dict)

    @classmethod
    def of(cls, path: Path) -> "Journal":
        """The journal at a path; none yet where there is no such file.

        A last line that was cut off belongs to a step that was never taken.
        """
        journal = cls(path)
        if path.exists():
            for line in path.read_text("utf-8").splitlines():
                try:
                    event = json.loads(line)
                    when = datetime.fromisoformat(event["when"])
                    entry = Entry(event["state"], when, event.get("reason", ""))
                    journal.entries[event["mail"]] = entry
                except (ValueError, KeyError, TypeError):
                    continue
        return journal

    def note(self, mail: str, person: str, state: State, when: datetime, reason: str = "") -> None:
        """Note an event; it is on disk when this returns."""
        self.entries[mail] = Entry(state, when, reason)
        event = {"when": when.isoformat(), "mail": mail, "person": person, "state": state}
        text = json.dumps(event | ({"reason": reason} if reason else {}), ensure_ascii=False)
        # A line that was cut off earlier is closed first.
        present = self.path.read_bytes() if self.path.exists() else b""
        broken = bool(present) and not present.endswith(b"\n")
        with self.path.open("a", encoding="utf-8") as file:
            file.write(("\n" if broken else "") + text + "\n")
            file.flush()
            os.fsync(file.fileno())
