"""Calls `inside_office` inside the office, or here where the office has no Python."""

import contextlib
import json
from typing import Any

from poc_sheets.hosts.live.libreoffice import inside_office
from poc_sheets.hosts.live.libreoffice.office import Office
from poc_sheets.hosts.live.libreoffice.uno_bridge import file_url, struct, uno_exception


def look(office: Office, model: Any, asked: dict[str, Any]) -> dict[str, Any]:
    """See `inside_office.look`."""
    component = _component(office)
    if component is None:
        return inside_office.look(model, asked)
    told: dict[str, Any] = json.loads(_execute(component, model, "Look", asked))
    return told


def put(office: Office, model: Any, steps: dict[str, Any]) -> None:
    """See `inside_office.put`."""
    component = _component(office)
    if component is None:
        inside_office.put(model, steps)
    else:
        _execute(component, model, "Put", steps)


def _execute(component: Any, model: Any, what: str, given: dict[str, Any]) -> str:
    arguments = {"Model": model, what: json.dumps(given)}
    answer: str = component.execute(
        tuple(
            struct("beans.NamedValue", Name=name, Value=value) for name, value in arguments.items()
        )
    )
    return answer


def _component(office: Office) -> Any:
    if office.inside is None:
        office.inside = _load(office) or False
    return office.inside or None


def _load(office: Office) -> Any:
    """The component; None where the office has no Python, or runs an older one of ours."""
    with contextlib.suppress(uno_exception(), AttributeError):
        loader = office.service("loader.Python")
        place = file_url(inside_office.__file__)
        factory = loader.activate(inside_office.IMPLEMENTATION, "", place, None)
        return factory.createInstanceWithContext(office.context)
    return None
