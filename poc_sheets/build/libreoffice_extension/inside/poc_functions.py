"""The cell functions, as LibreOffice asks an add-in for them."""

# mypy: disable-error-code="import-not-found", disallow-subclassing-any=False
# LibreOffice makes these modules; Python knows nothing of their types.

from __future__ import annotations

from typing import Any

import unohelper
from com.sun.star.lang import Locale, XLocalizable, XServiceInfo, XServiceName
from com.sun.star.sheet import LocalizedName, XAddIn, XCompatibilityNames
from com.sun.star.task import XJob
from org.pocsheets import XFunctions
from poc_sheets_office import settings

ADD_IN = "com.sun.star.sheet.AddIn"
SERVICE = "POC"
HEALING = "org.pocsheets.Healing"
CATEGORY = "Add-In"

_FORMULAS = {formula["method"]: formula for formula in settings.formulas()}


class Functions(
    unohelper.Base,
    XAddIn,
    XCompatibilityNames,
    XLocalizable,
    XServiceName,
    XServiceInfo,
    XFunctions,
):
    """`=POC_SPENT("2818")`; each formula is a method, see the end of this file."""

    def __init__(self, context: Any) -> None:
        self.context = context
        self._locale = Locale("en", "US", "")

    def getServiceName(self) -> str:  # noqa: N802 - UNO's name
        """What stands before the point in files."""
        return SERVICE

    def getImplementationName(self) -> str:  # noqa: N802 - UNO's name
        """The component's name."""
        return SERVICE

    def supportsService(self, name: str) -> bool:  # noqa: N802 - UNO's name
        """Whether it is an add-in, or ours."""
        return name in (ADD_IN, SERVICE)

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802 - UNO's name
        """What it is called by."""
        return (SERVICE, ADD_IN)

    def setLocale(self, locale: Any) -> None:  # noqa: N802 - UNO's name
        """Names are the same in every language."""
        self._locale = locale

    def getLocale(self) -> Any:  # noqa: N802 - UNO's name
        """The language that was set."""
        return self._locale

    # `Funtion` is UNO's own spelling.
    def getProgrammaticFuntionName(self, display: str) -> str:  # noqa: N802 - UNO's name
        """The method of a name as typed."""
        wanted = display.upper()
        return next((m for m, f in _FORMULAS.items() if f["name"] == wanted), "")

    def getDisplayFunctionName(self, method: str) -> str:  # noqa: N802 - UNO's name
        """The name as typed in a cell."""
        return str(_FORMULAS[method]["name"]) if method in _FORMULAS else ""

    def getFunctionDescription(self, method: str) -> str:  # noqa: N802 - UNO's name
        """The sentence in the function wizard."""
        return str(_FORMULAS[method]["about"]) if method in _FORMULAS else ""

    def getDisplayArgumentName(self, method: str, number: int) -> str:  # noqa: N802 - UNO's name
        """An argument's name; the first is the document, which nobody types."""
        return _argument(method, number)[0]

    def getArgumentDescription(self, method: str, number: int) -> str:  # noqa: N802 - UNO's name
        """An argument's sentence."""
        return _argument(method, number)[1]

    def getProgrammaticCategoryName(self, method: str) -> str:  # noqa: N802 - UNO's name
        """Where the wizard lists it."""
        del method
        return CATEGORY

    def getDisplayCategoryName(self, method: str) -> str:  # noqa: N802 - UNO's name
        """As the wizard calls that list."""
        del method
        return CATEGORY

    def getCompatibilityNames(self, method: str) -> tuple[Any, ...]:  # noqa: N802 - UNO's name
        """The name in files of Excel."""
        name = self.getDisplayFunctionName(method)
        return (LocalizedName(Locale("en", "US", ""), name),) if name else ()


def _argument(method: str, number: int) -> tuple[str, str]:
    arguments = _FORMULAS.get(method, {}).get("arguments", [])
    if not 1 <= number <= len(arguments):
        return ("document", "")
    name, help_text = arguments[number - 1]
    return (str(name), str(help_text))


def _cell_function(name: str) -> Any:
    def calculate(self: Functions, document: Any, *arguments: Any) -> Any:
        from poc_sheets_office import answers

        return answers.result_of(self.context, document, name, arguments)

    return calculate


for _method, _formula in _FORMULAS.items():
    setattr(Functions, _method, _cell_function(_formula["name"]))


class Healing(unohelper.Base, XJob, XServiceInfo):
    """Runs when a workbook is shown: see `poc_sheets_office.healing`."""

    def __init__(self, context: Any) -> None:
        self._context = context

    def execute(self, arguments: Any) -> None:
        """Look at the formulas of the workbook that the event names."""
        from poc_sheets_office import answers, healing

        model = healing.document(arguments)
        if model is not None:
            healing.heal(model, [formula["name"] for formula in _FORMULAS.values()])
            answers.expect(self._context, model)

    def getImplementationName(self) -> str:  # noqa: N802 - UNO's name
        """The component's name."""
        return HEALING

    def supportsService(self, name: str) -> bool:  # noqa: N802 - UNO's name
        """Whether it is this component."""
        return name == HEALING

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802 - UNO's name
        """What it is called by."""
        return (HEALING,)


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 - the loader looks for it
g_ImplementationHelper.addImplementation(Functions, SERVICE, (SERVICE, ADD_IN))
g_ImplementationHelper.addImplementation(Healing, HEALING, (HEALING,))
