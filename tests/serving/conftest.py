"""A server that attempts are made on."""

from collections.abc import Iterator

import pytest

from tests.serving.running import Local, local_server


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Local]:
    """One server for all attempts of a file: after each of them it must still work for the next."""
    folder = tmp_path_factory.mktemp("attacked") / "data"
    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("POC_SHEETS_DATA", str(folder))
        with local_server(folder / "documents") as running:
            yield running
