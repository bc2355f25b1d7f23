"""A press that is sent twice is done once."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as WaitTimeoutError
from dataclasses import dataclass, field
from typing import Any, Final

from poc_sheets.hosts.web.problems import OTHER_REQUEST

Answer = dict[str, Any]

#: How many answers are remembered, and for how many seconds after the press began.
MOST_ANSWERS: Final = 200
REMEMBERED_SECONDS: Final = 3600.0
#: How many presses can run at the same time, of all workbooks together.
_AT_ONCE: Final = 8


@dataclass(slots=True)
class _Press:
    content: bytes
    answer: Future[Answer]
    began: float = field(default_factory=time.monotonic)


class Repeats:
    """Runs presses, and gives the answer of a press again to whoever asks with its id."""

    def __init__(self) -> None:
        self._presses: OrderedDict[tuple[str, str], _Press] = OrderedDict()
        self._lock = threading.Lock()
        self._workers = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="press")

    def once(
        self, who: str, request_id: str, content: bytes, work: Callable[[], Answer], seconds: float
    ) -> Answer | None:
        """The answer of the press with this id, which is begun where it is new.

        Args:
            who: asks; each person has ids of their own.
            request_id: of the press.
            content: what was asked, or a digest of it.
            work: presses.
            seconds: to wait.

        Returns:
            `None` if there is no answer yet after these seconds; the press goes on, and asking
            again with the same id gives its answer.

        Raises:
            SheetError: the id was used for another content.
        """
        name = who, request_id
        with self._lock:
            self._forget_old()
            press = self._presses.get(name)
            if press is None:
                press = _Press(content, self._workers.submit(work))
                self._presses[name] = press
            elif press.content != content:
                raise OTHER_REQUEST.stop(request_id=request_id)
        try:
            return press.answer.result(seconds)
        except WaitTimeoutError:
            return None

    def close(self) -> None:
        """Begin no further press; those that run are finished."""
        self._workers.shutdown(wait=False, cancel_futures=True)

    def _forget_old(self) -> None:
        limit = time.monotonic() - REMEMBERED_SECONDS
        for name, press in list(self._presses.items()):
            is_many = len(self._presses) >= MOST_ANSWERS
            if press.answer.done() and (is_many or press.began < limit):
                del self._presses[name]
