"""The component behind the toolbars and the menu."""

# mypy: disable-error-code="import-not-found", disallow-subclassing-any=False
# LibreOffice makes these modules; Python knows nothing of their types.

from __future__ import annotations

from typing import Any

import unohelper
from com.sun.star.lang import XServiceInfo
from com.sun.star.task import XJobExecutor

SERVICE = "org.pocsheets.Actions"


class Actions(unohelper.Base, XJobExecutor, XServiceInfo):
    """`service:org.pocsheets.Actions?flag_overspend` presses that button."""

    def __init__(self, context: Any) -> None:
        self._context = context

    def trigger(self, event: str) -> None:
        """A button was pressed."""
        from poc_sheets_office import presses

        presses.press(self._context, event)

    def getImplementationName(self) -> str:  # noqa: N802 - UNO's name
        """The component's name."""
        return SERVICE

    def supportsService(self, name: str) -> bool:  # noqa: N802 - UNO's name
        """Whether it is this component."""
        return name == SERVICE

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802 - UNO's name
        """What it is called by."""
        return (SERVICE,)


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 - the loader looks for it
g_ImplementationHelper.addImplementation(Actions, SERVICE, (SERVICE,))
