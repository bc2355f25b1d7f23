"""A folder with a team's file and its secrets, as docs/hosting.md describes it."""

import json
import zipfile
from pathlib import Path
from typing import Any

from tests.conftest import write_xlsx
from tests.hosts.web.sign_ins import AUDIENCE, ISSUER, RSA, key_set

ADDRESS = "https://sheets.example.com"
SECRET = "Wm9vbSBpbiBvbiB0aGUgY2FsbCBzaGVldCBvZiBkYXkgNw"  # noqa: S105  (made for these tests)
PROXY = "cHJveHkgYW5kIHNlcnZlciBrbm93IHRoaXMgYWxvbmUgMTI"
GOOD = f"""
[server]
address = "{ADDRESS}"
listen = "127.0.0.1:0"

[proxy]
header = "X-Proxy-Secret"
secret_file = "proxy.secret"

[people]
issuer = "{ISSUER}"
audience = "{AUDIENCE}"
keys = "keys.json"
allowed = ["ana@example.com", "@studio.example"]
header = "X-Id-Token"

[scripts]
secret_file = "script.secret"

[google]
credentials = "key.json"
spreadsheets = SPREADSHEETS

[folder]
path = "productions"
"""
BUDGET: list[list[Any]] = [
    ["Account", "Budget", "Flag", "Money at risk", "Why"],
    ["2818", 1000, None, None, None],
]
ACTUALS: list[list[Any]] = [["Account", "Amount"], ["2818", 1250.5]]


def write_secret(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)


def team_file(folder: Path, text: str = GOOD, spreadsheets: list[str] | None = None) -> Path:
    """A folder as docs/hosting.md describes it."""
    write_secret(folder / "proxy.secret", PROXY)
    write_secret(folder / "script.secret", SECRET)
    (folder / "keys.json").write_text(key_set(one=RSA), encoding="utf-8")
    (folder / "productions").mkdir(exist_ok=True)
    path = folder / "team.toml"
    path.write_text(text.replace("SPREADSHEETS", json.dumps(spreadsheets or [])), encoding="utf-8")
    return path


def write_production(path: Path, production: str) -> None:
    """A workbook that carries its production's id as ours do."""
    write_xlsx(path, {"Budget": BUDGET, "Actuals": ACTUALS})
    name = "poc_sheets_production"
    fmtid = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(
            "docProps/custom.xml",
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
            ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
            f'<property fmtid="{fmtid}" pid="2" name="{name}"><vt:lpwstr>{production}</vt:lpwstr>'
            "</property></Properties>",
        )
