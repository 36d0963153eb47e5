"""An SVG → a PNG, in a program of its own that is ended when it takes too long or too much.

resvg draws without limits: a few kilobytes of masks in masks keep it busy for hours, and nothing
in the program that asked it can stop it. This file is that program too, and imports nothing of us.
"""

import subprocess
import sys
from contextlib import suppress

import resvg_py

if sys.platform != "win32":
    import resource

# Seconds. The slowest logo of our examples takes a tenth of one.
LONGEST = 10.0
_MEMORY = 2 * 2**30  # bytes, on systems that can bound it


def drawn(svg: str, width: int) -> bytes:
    """Return `svg` as a PNG of `width` pixels.

    Raises:
        ValueError: it cannot be drawn.
        TimeoutError: not within `LONGEST` seconds.
    """
    # Without the folder of this file among those of Python: it has modules with everyday names.
    words = [sys.executable, "-P", __file__, str(width)]
    try:
        done = subprocess.run(
            words, input=svg.encode(), capture_output=True, check=True, timeout=LONGEST
        )
    except subprocess.TimeoutExpired as error:
        raise TimeoutError from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise ValueError from error
    return done.stdout


def _draw(width: int) -> None:
    """Draw what comes in as SVG, and give it out as PNG."""
    if sys.platform != "win32":
        with suppress(ValueError, OSError):  # a system may allow less already
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
            # Should the program that asked be ended, then this one ends by itself.
            resource.setrlimit(resource.RLIMIT_CPU, (2 * round(LONGEST), 2 * round(LONGEST)))
    svg = sys.stdin.buffer.read().decode()
    sys.stdout.buffer.write(bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width)))


if __name__ == "__main__":
    _draw(int(sys.argv[1]))
