"""A team's file: what it must say before the server starts; the workbooks of its folder."""

import ssl
from importlib import import_module
from pathlib import Path

import pytest
from typer.testing import CliRunner

from poc_sheets.cli.app import app
from poc_sheets.hosts.web.certificates import CertificateFiles, make_certificates
from poc_sheets.hosts.web.identity import script_token
from poc_sheets.hosts.web.listening import check_reach
from poc_sheets.problems import SheetError
from poc_sheets.serving.productions import Productions
from poc_sheets.serving.team import team_door
from poc_sheets.serving.team_file import read_team
from tests.hosts.web.sign_ins import ISSUER, token
from tests.serving.running import Client, press_body, served
from tests.serving.team_folder import (
    ADDRESS,
    GOOD,
    PROXY,
    SECRET,
    team_file,
    write_production,
    write_secret,
)


def test_two_workbooks_of_one_production(tmp_path: Path) -> None:
    """A copy in the folder stops the press before either is changed; drafts and links do not count."""
    write_production(tmp_path / "a.xlsx", "prod-1")
    found = Productions(tmp_path)
    assert found.find("prod-1") == tmp_path / "a.xlsx"
    write_production(tmp_path / "~$a.xlsx", "prod-1")
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "a.xlsx")
    (tmp_path / "broken.xlsx").write_bytes(b"no workbook")
    assert found.find("prod-1") == tmp_path / "a.xlsx"
    (tmp_path / "old").mkdir()
    write_production(tmp_path / "old" / "copy.xlsx", "prod-1")
    with pytest.raises(SheetError, match=r"a\.xlsx and old"):
        found.find("prod-1")


OPEN = GOOD.replace('"127.0.0.1:0"', '"0.0.0.0:0"')


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (OPEN.replace("[proxy]", "[nothing]"), "nothing"),
        (GOOD.replace("https://sheets", "http://sheets"), "no https address"),
        (GOOD.replace('"keys.json"', '"http://login.example/keys"'), "https address, or a file"),
        (GOOD.replace('["ana@example.com", "@studio.example"]', "[]"), "allowed names nobody"),
        (GOOD.replace('"ana@example.com"', '"@"'), "allowed names nobody"),
        (GOOD.replace('"ana@example.com"', '"*"'), "allowed names nobody"),
        (GOOD.replace("audience", "audiences"), "audiences is not known"),
        (GOOD.replace(f'issuer = "{ISSUER}"', ""), "no issuer"),
        (GOOD.replace('"script.secret"', '"none.secret"'), "there is no"),
        (GOOD.replace('"127.0.0.1:0"', '"everywhere"'), "no address and port"),
        ('[server]\naddress = "https://a.example"', "lets nobody in"),
        (GOOD.replace("listen =", 'certificate = "a.pem"\nlisten ='), "belong together"),
        ("[server", "no TOML"),
    ],
)
def test_a_file_that_says_too_little(tmp_path: Path, text: str, seen: str) -> None:
    with pytest.raises(SheetError) as stopped:
        read_team(team_file(tmp_path, text))
    assert seen in stopped.value.finding.as_text()


def test_beyond_this_computer(tmp_path: Path) -> None:
    """Only with a certificate, or behind a proxy that proves itself."""
    proxy = '[proxy]\nheader = "X-Proxy-Secret"\nsecret_file = "proxy.secret"\n'
    assert proxy in OPEN
    alone = read_team(team_file(tmp_path, OPEN.replace(proxy, "")))
    with pytest.raises(SheetError, match="no certificate"):
        check_reach(alone.how, "")
    check_reach(read_team(team_file(tmp_path, OPEN)).how, "")
    files = 'certificate = "a.pem"\nprivate_key = "a.key"\nlisten ='
    own = OPEN.replace(proxy, "").replace("listen =", files)
    check_reach(read_team(team_file(tmp_path, own)).how, "")


def test_with_a_certificate_of_its_own(tmp_path: Path) -> None:
    """Without a proxy the server speaks TLS itself, at the name of its certificate."""
    files = CertificateFiles(tmp_path / "own")
    make_certificates(files)
    pair = 'certificate = "own/server.pem"\nprivate_key = "own/server.key"\nlisten ='
    text = GOOD.replace("listen =", pair).replace(ADDRESS, "https://localhost:8000")
    text = text[: text.index("[proxy]")] + text[text.index("[people]") : text.index("[google]")]
    trusting = ssl.create_default_context(cafile=str(files.root))
    with served([team_door(read_team(team_file(tmp_path, text)))]) as state:
        client = Client(state.port, trusting)
        assert client.ask("GET", "/health")[0] == 401
        sent = {"X-Id-Token": token(), "Origin": "https://localhost:8000"}
        assert client.ask("POST", "/actions", press_body(), sent)[1]["ok"]


def test_secrets_that_are_none(tmp_path: Path) -> None:
    """Short, or open to others: the server does not start."""
    path = team_file(tmp_path)
    for secret in ("short", "a" * 60, ""):
        write_secret(tmp_path / "proxy.secret", secret)
        with pytest.raises(SheetError, match="easy to guess"):
            read_team(path)
    write_secret(tmp_path / "proxy.secret", PROXY)
    (tmp_path / "script.secret").chmod(0o644)
    with pytest.raises(SheetError, match="chmod 600"):
        read_team(path)


def test_the_key_of_a_script_on_the_command_line(tmp_path: Path) -> None:
    """`poc-sheets serve --team FILE --script-token ID` prints it, for spreadsheets of the file only."""
    path = team_file(tmp_path, spreadsheets=["sheet-a"])
    import_module("poc_sheets.cli.serving")
    run = CliRunner()
    done = run.invoke(app, ["serve", "--team", str(path), "--script-token", "sheet-a"])
    assert done.stdout.strip() == script_token(SECRET, "sheet-a")
    assert run.invoke(app, ["serve", "--team", str(path), "--script-token", "b"]).exit_code == 2
    assert run.invoke(app, ["serve", "--script-token", "sheet-a"]).exit_code == 2
