"""The mail server of a production: its lines in the Production tab, and its password."""

from typing import Any

from poc_sheets.problems import Place
from poc_sheets.sending.password import mail_password
from poc_sheets.sending.problems import NO_MAIL_SERVER
from poc_sheets.sending.server import MailServer, Security
from poc_sheets.tabs.opening import open_tabs
from poc_sheets.tabs.production import ProductionSetting
from poc_sheets.workbook import Workbook

_SECURITY: dict[str, Security] = {"tls": "TLS", "starttls": "STARTTLS", "none": "none"}


def server_of(workbook: Workbook, *, with_password: bool = True, **more: Any) -> MailServer:
    """The mail server that the Production tab names.

    Args:
        workbook: the production.
        with_password: whether its password is fetched as well.
        more: further fields of the server, such as the time-out.

    Raises:
        SheetError: none is named, or its password is not kept on this computer.
    """
    settings = open_tabs(workbook, []).settings
    if not settings.mail_server.strip():
        place = Place(ProductionSetting.tab, None, None, "Mail server")
        raise NO_MAIL_SERVER.stop(place)
    host, user = settings.mail_server.strip(), settings.mail_user.strip()
    return MailServer(
        host=host,
        port=settings.mail_port or 0,
        security=_SECURITY.get(settings.mail_security.strip().casefold(), "STARTTLS"),
        user=user,
        password=mail_password(user, host) if with_password else "",
        **more,
    )
