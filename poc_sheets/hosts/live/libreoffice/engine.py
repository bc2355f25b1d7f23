"""The xlwings engine named "libreoffice": `register()` it, then use xlwings as always.

from poc_sheets.hosts.live.libreoffice.engine import register

register(activate=True)
book = xlwings.Book("production.xlsx")
"""

import atexit
import datetime as dt
import math
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import xlwings
from xlwings import base_classes

from poc_sheets.hosts.live.libreoffice import office as offices
from poc_sheets.hosts.live.libreoffice.app import App
from poc_sheets.hosts.live.libreoffice.cell_errors import CellError

NAME = "libreoffice"


class Engine:
    """What xlwings asks an engine for.

    Attributes:
        profile: the profile folder of offices that are started; None gives each its own.
        trusted: folders whose workbooks may run their macros in offices that are started.
        locking: False only in tests; see `write_profile`.
    """

    name = NAME
    type = "desktop"

    def __init__(self) -> None:
        self.profile: Path | None = None
        self.trusted: Sequence[Path] = ()
        self.locking = True
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(x: Any, options: Any) -> Any:
        """One value as the range takes it: numpy and pandas become plain Python, NaN is empty."""
        del options
        if x is None or isinstance(x, (str, bool, int)):
            return x
        if isinstance(x, float):
            return None if math.isnan(x) else x
        if hasattr(x, "to_pydatetime"):
            return x.to_pydatetime() if x == x else None  # noqa: PLR0124 - NaT is unlike itself
        if hasattr(x, "item") and getattr(x, "ndim", None) == 0:
            return Engine.prepare_xl_data_element(x.item(), None)
        if isinstance(x, (dt.date, dt.time, dt.timedelta)):
            return x
        return None if type(x).__name__ in {"NAType", "NaTType"} else x

    @staticmethod
    def clean_value_data(
        data: Sequence[Sequence[Any]],
        datetime_builder: Callable[..., Any],
        empty_as: Any,
        number_builder: Callable[[float], Any] | None,
        err_to_str: bool,  # noqa: FBT001 - xlwings' signature
    ) -> list[list[Any]]:
        """What the caller's options make of the values of a range."""

        def clean(value: Any) -> Any:
            if value is None or value == "":
                return empty_as
            if isinstance(value, CellError):
                return str(value) if err_to_str else None
            if isinstance(value, dt.datetime):
                return datetime_builder(
                    year=value.year,
                    month=value.month,
                    day=value.day,
                    hour=value.hour,
                    minute=value.minute,
                    second=value.second,
                    microsecond=value.microsecond,
                    tzinfo=None,
                )
            if number_builder is not None and type(value) is float:
                return number_builder(value)
            return value

        return [[clean(value) for value in row] for row in data]


class Apps(base_classes.Apps):
    """The offices that are connected; the first is the active one."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._apps: list[App] = []

    def keys(self) -> list[int]:
        """The process ids."""
        return [app.pid for app in self]

    def add(
        self,
        spec: str | None = None,
        add_book: bool = True,  # noqa: FBT001, FBT002 - xlwings' signature
        xl: Any = None,
        visible: bool | None = None,  # noqa: FBT001 - xlwings' signature
    ) -> App:
        """Start another office, or with `xl` take an `Office` that is connected already."""
        del spec
        office = xl or offices.start(
            visible=visible is not False,
            profile=self._engine.profile,
            trusted=self._engine.trusted,
            locking=self._engine.locking,
        )
        app = App(self, office, visible=visible is not False)
        self._apps.insert(0, app)
        if add_book and xl is None:
            app.books.add()
        return app

    @property
    def engine(self) -> Engine:
        """The engine."""
        return self._engine

    def bring_to_front(self, app: App) -> None:
        """Make an office the active one."""
        self._apps.remove(app)
        self._apps.insert(0, app)

    def forget(self, app: App) -> None:
        """An office that has ended."""
        if app in self._apps:
            self._apps.remove(app)

    @staticmethod
    def cleanup() -> None:
        """End every office that was started here and is connected still."""
        for app in _ENGINE.apps:
            if app.office.process is not None:
                app.kill()

    def __iter__(self) -> Iterator[App]:
        for app in list(self._apps):
            if app.office.process is not None and app.office.process.poll() is not None:
                self.forget(app)
            else:
                yield app

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __getitem__(self, pid: int) -> App:
        for app in self:
            if app.pid == pid:
                return app
        raise KeyError(f"No connected LibreOffice has the process id {pid}.")


_ENGINE = Engine()


def engine() -> xlwings.main.Engine:
    """The engine as xlwings knows it, registered or not."""
    return xlwings.main.Engine(impl=_ENGINE)


def register(*, activate: bool = False) -> xlwings.main.Engine:
    """Make the engine known to xlwings under "libreoffice"; doing it again changes nothing.

    Args:
        activate: use it for `xlwings.Book(...)` and its like from now on.
    """
    if NAME not in xlwings.engines.engines_by_name:
        xlwings.engines.add(engine())
        atexit.register(_ENGINE.apps.cleanup)
    found: xlwings.main.Engine = xlwings.engines[NAME]
    if activate:
        found.activate()
    return found


def configure(
    *, profile: Path | None = None, trusted: Sequence[Path] = (), locking: bool = True
) -> None:
    """How offices are started from now on; see `Engine`."""
    _ENGINE.profile, _ENGINE.trusted, _ENGINE.locking = profile, trusted, locking


def attach(pipe: str, instance: str = "StarOffice.ComponentContext") -> xlwings.App:
    """An office that runs already, as an xlwings App; it becomes the active one.

    Args:
        pipe: the name of its pipe.
        instance: what its acceptor hands out.
    """
    register()
    for app in list(_ENGINE.apps):
        if not app.is_alive:
            _ENGINE.apps.forget(app)
        elif app.office.pipe == pipe:
            _ENGINE.apps.bring_to_front(app)
            return xlwings.App(impl=app)
    return xlwings.App(impl=_ENGINE.apps.add(xl=offices.connect(pipe, instance)))


def attached_book(pipe: str, url: str = "") -> xlwings.Book:
    """A document that is open in a running office.

    Args:
        pipe: the name of the office's pipe.
        url: the document's URL, or its title where it was never saved; blank for the active one.

    Raises:
        KeyError: no such document is open there.
    """
    books = attach(pipe).impl.books
    return xlwings.Book(impl=books.by_url(url) if url else books.active)
