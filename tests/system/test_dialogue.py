"""`new` in a real terminal, with its lists of ticks."""

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from examples import ROOT

pytestmark = pytest.mark.system
_ASKED = (
    ("Hoe heet", b"De Eik\r"),
    ("KvK-nummer", b"12\r"),
    ("acht cijfers.", b"01234567\r"),
    ("Hoeveel fte", b"12,5\r"),
    ("onderdelen", b" \r"),
    ("Welk werk", b"\r"),
    ("Wat speelt", b" \r"),
)


def test_lists_are_ticked_with_the_space_bar(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "handbook", "-C", str(tmp_path)]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    subprocess.run([*command, "init"], env=env, check=True, capture_output=True)
    main, side = pty.openpty()
    with subprocess.Popen(
        [*command, "nieuw"], stdin=side, stdout=side, stderr=side, env=env
    ) as run:
        os.close(side)
        seen = answered(main)
        assert run.wait(20) == 0, seen
    text = (tmp_path / "organisations/de-eik.yaml").read_text("utf-8")
    assert "onderdelen: [138]" in text
    assert "\n  - vrijwilligers" in text


def answered(main: int) -> str:
    """Answer each question once it is on the screen; return all that was."""
    seen, waiting = "", list(_ASKED)
    since, end = 0, time.monotonic() + 60
    while time.monotonic() < end:
        if not select.select([main], [], [], 0.5)[0]:
            continue
        try:
            seen += os.read(main, 4096).decode("utf-8", "replace")
        except OSError:  # the other side closed
            break
        while waiting and waiting[0][0] in seen[since:]:
            since = len(seen)
            time.sleep(0.3)
            os.write(main, waiting.pop(0)[1])
    return seen
