"""The commands `serve` and `pair` as processes of their own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from poc_sheets.hosts.web.certificates import certificate_files, make_certificates
from poc_sheets.hosts.web.keys import PaneKey
from poc_sheets.hosts.web.state import ServerState, data_folder, read_state, state_file
from poc_sheets.logs import log_folder
from tests.serving.running import Client

COMMAND = (sys.executable, "-m", "poc_sheets")


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *words], capture_output=True, text=True, check=False)


@pytest.fixture
def process() -> Iterator["subprocess.Popen[str]"]:
    """A server that was started from a terminal."""
    make_certificates(certificate_files())
    started = subprocess.Popen([*COMMAND, "serve"], stdout=subprocess.PIPE, text=True)
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


def _state() -> ServerState:
    for _ in range(600):
        found = read_state(state_file())
        if found is not None:
            client = Client(found.port, None, {"Authorization": f"Bearer {found.token}"})
            try:
                if client.ask("GET", "/health")[0] == 200:
                    return found
            except OSError:
                pass
        time.sleep(0.05)
    raise AssertionError("the server did not start")


@pytest.mark.skipif(os.name != "posix", reason="Windows has no SIGTERM")
def test_from_start_to_end(process: "subprocess.Popen[str]") -> None:
    """It starts, shows a code, takes a new key while it runs, and leaves no file behind."""
    state = _state()
    told = json.loads(_run("pair", "--json").stdout)
    assert told["ok"]
    old = PaneKey(data_folder()).read()
    second = _run("serve", "--new-token")
    assert "A server runs already" in second.stdout
    assert PaneKey(data_folder()).read() != old
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=20)
    assert process.returncode == 0
    assert not state_file().exists()
    assert f"port {state.port}" in out
    kept = out + (log_folder() / "server.log").read_text("utf-8")
    code = told["summary"][-9:]
    assert "POST /code 200" in kept
    for secret in (state.token, old, PaneKey(data_folder()).read(), code):
        assert secret not in kept


def test_a_code_without_a_server() -> None:
    done = _run("pair")
    assert done.returncode == 30
    assert "run poc-sheets serve" in done.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])  # noqa: S104  (refused)
def test_not_beyond_this_computer(host: str, tmp_path: Path) -> None:
    """Also with a secret, there is no server for others without TLS; nothing is written."""
    secret = tmp_path / "secret"
    secret.write_text("abcdefghijklmnopqrstuvwxyz0123456789", encoding="utf-8")
    done = _run("serve", "--host", host, "--secret-file", str(secret))
    assert done.returncode == 20
    assert "no certificate" in done.stderr
    assert not data_folder().exists()
