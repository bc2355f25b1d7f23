"""Thousands of random sync histories: `python benchmarks/sync_histories.py [COUNT]`.

Runs the histories of `tests/sync` with other dice than the tests' default; the first that loses an
edit stops with its seed.
"""

import os
import subprocess
import sys


def main() -> int:
    """Play the histories; the exit code of the test run."""
    count = sys.argv[1] if len(sys.argv) > 1 else "10000"
    command = [sys.executable, "-m", "pytest", "tests/sync/test_histories.py", "-q", "-x"]
    environment = os.environ | {"POC_SHEETS_HISTORIES": count}
    return subprocess.run([*command, "--timeout", "0"], check=False, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
