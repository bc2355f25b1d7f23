"""The server of one person's computer: a plain door for LibreOffice, a certified one for Excel.

Both doors belong to one process, so that whichever program starts it serves the other too. Each
has its own key and its own desk: the key of Excel's pane opens only the tabs that the pane sends
along, never a document that is open in LibreOffice.
"""

from pathlib import Path

from poc_sheets.hosts.web.app import Server, make_app
from poc_sheets.hosts.web.certificates import (
    CertificateFiles,
    certificate_files,
    is_made,
    renew_server,
)
from poc_sheets.hosts.web.guards import PaneGate
from poc_sheets.hosts.web.json_desk import JsonDesk
from poc_sheets.hosts.web.keys import PairingCode, PaneKey
from poc_sheets.hosts.web.listening import Door, Listening
from poc_sheets.hosts.web.pairing import code_route, pair_route
from poc_sheets.hosts.web.sockets import port_is_free
from poc_sheets.hosts.web.state import data_folder, new_token
from poc_sheets.serving.excel import NEXT_STEPS, PORT, excel_server, pages
from poc_sheets.serving.libreoffice import LibreOfficeDesk


def local_doors(
    how: Listening,
    codes: PairingCode,
    *,
    secret: str = "",
    excel_port: int = PORT,
    documents: Path | None = None,
) -> list[Door]:
    """The plain door, then Excel's where its certificate was made (`poc-sheets install officejs`).

    Where another program has Excel's port, LibreOffice is served alone.

    Args:
        how: where the plain door listens.
        codes: what a pane pairs with.
        secret: the plain door's key; a new one is drawn where it is blank.
        excel_port: the manifest names 8443.
        documents: where Excel's documents are kept; by default in the person's own Documents.
    """
    plain = Server(LibreOfficeDesk(), secret or new_token(), next_steps=NEXT_STEPS)
    plain.routes.append(code_route(plain, codes))
    doors = [Door(plain, make_app(plain), how)]
    files = certificate_files()
    if is_made(files) and port_is_free(excel_port):
        renew_server(files)
        doors.append(_excel_door(files, codes, excel_port, documents))
    return doors


def _excel_door(
    files: CertificateFiles, codes: PairingCode, port: int, documents: Path | None
) -> Door:
    key = PaneKey(data_folder())
    server = excel_server(JsonDesk(documents), PaneGate(key), key.read())
    server.routes.extend([pair_route(server, codes, key), *pages(server)])
    # A browser that takes localhost for ::1 is met there.
    how = Listening("127.0.0.1", port, files.server, files.server_key, also="::1")
    return Door(server, make_app(server), how, renew=lambda: renew_server(files))
