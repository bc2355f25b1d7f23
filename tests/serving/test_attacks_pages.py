"""What a hostile page in the same browser, and another user of the machine, get.

Every attempt goes over a real connection to a real server; docs/security.md names these tests.
"""

import os
import stat

import pytest

from tests.serving.running import PANE, Local, press_body, renew_key

EVIL = "https://evil.example"


# A hostile page in the same browser


@pytest.mark.parametrize("origin", [EVIL, "null", "https://localhost", f"{PANE}.evil.example"])
def test_page_with_the_key(local: Local, origin: str) -> None:
    """Even a page that got hold of the key is refused for where it comes from."""
    status, answer = local.excel.ask("POST", "/actions", press_body(), {"Origin": origin})
    assert (status, answer["findings"][0]["problem"]) == (403, "wrong-origin")


def test_preflight(local: Local) -> None:
    """The browser asks whether the page may; it is told nothing that says yes."""
    wants = {"Origin": EVIL, "Access-Control-Request-Method": "POST", "Authorization": ""}
    wants |= {"Access-Control-Request-Headers": "authorization,content-type"}
    wants |= {"Access-Control-Request-Private-Network": "true"}
    status, headers, _ = local.excel.ask_raw("OPTIONS", "/actions", headers=wants)
    assert status == 403
    assert not [name for name in headers if name.startswith("access-control-")]


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a"]
)
@pytest.mark.parametrize("origin", [EVIL, ""])
def test_simple_request_and_form(local: Local, kind: str, origin: str) -> None:
    """What a page can send without asking first, with and without its origin; nothing is pressed."""
    sent = {"Content-Type": kind, "Origin": origin}
    assert local.excel.ask("POST", "/actions", press_body(), sent)[0] == (403 if origin else 415)
    sent["Authorization"] = ""
    assert local.excel.ask("POST", "/actions", press_body(), sent)[0] == (403 if origin else 401)


def test_navigation_and_script_tag(local: Local) -> None:
    """A page cannot read figures by a link, a picture or a script: only POST has figures."""
    sent = {"Origin": "", "Authorization": "", "Sec-Fetch-Site": "cross-site"}
    for path in ("/actions", "/formulas", "/documents/0", "/pair", "/code"):
        assert local.excel.ask("GET", path, headers=sent)[0] in {403, 404}


@pytest.mark.parametrize(
    "host", ["evil.example:8443", "localhost.evil.example", "127.0.0.1.nip.io"]
)
@pytest.mark.parametrize("path", ["/", "/taskpane.html", "/health", "/formulas"])
def test_rebinding(local: Local, host: str, path: str) -> None:
    """A name that was made to point here is refused, for pages too."""
    method = "POST" if path == "/formulas" else "GET"
    assert local.excel.ask_raw(method, path, headers={"Host": host, "Origin": ""})[0] == 403


def test_frame(local: Local) -> None:
    """A page of ours cannot be put into a frame of another and clicked through it."""
    policy = local.excel.ask_raw("GET", "/")[1]["content-security-policy"]
    assert "frame-ancestors 'none'" in policy


# Another user on the same machine


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps others out of the folder itself")
def test_other_user_reads_files(local: Local) -> None:
    """Keys and the server's file have mode 0600 in folders of mode 0700."""
    assert local.state.port
    folder = local.key.folder
    kept = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"]
    assert {path.name for path in kept} >= {"server.json", "pane.key", "issuer.key", "server.key"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps others out of the folder itself")
def test_key_that_lay_open(local: Local) -> None:
    """A key that others could have read is replaced by a new one."""
    path = local.key.path
    path.chmod(0o644)
    assert local.excel.ask("GET", "/health")[0] == 401
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    renew_key(local)


@pytest.mark.parametrize("key", ["", "Bearer ", "Bearer x", "Basic QTpC", "Bearer \xe9"])
def test_other_user_asks(local: Local, key: str) -> None:
    """Both doors are reached by everybody on the machine, and open to nobody without a key."""
    for client, path in [
        (local.excel, "/actions"),
        (local.plain, "/actions"),
        (local.plain, "/code"),
    ]:
        status, answer = client.ask("POST", path, press_body(), {"Authorization": key})
        assert (status, answer["summary"]) == (401, "Nothing was changed.")
