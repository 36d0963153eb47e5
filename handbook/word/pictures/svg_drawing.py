"""A drawing becomes a PNG in a process of its own: resvg cannot be interrupted, a process can.

This file is also the program that the process runs; so it imports nothing of the house.
"""

import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

import resvg_py

try:
    import resource
except ImportError:  # Windows has none; there the clock alone ends a drawing
    resource = None  # type: ignore[assignment]

TOO_HEAVY = "het logo is te ingewikkeld om te tekenen; bewaar het als png"
_FAILED = "het logo kan niet worden getekend"
_UNDRAWABLE = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """What one drawing may take: seconds on the clock, and bytes of memory.

    A logo takes a tenth of a second and a hundred megabytes; a photo of 36 megapixels half a
    gigabyte.
    """

    seconds: float = 10
    memory: int = 2_000_000_000


_USUAL = Limits()


@lru_cache(maxsize=8)
def draw(svg: str, size: tuple[int, int], limits: Limits = _USUAL) -> bytes:
    """Return an SVG as the largest PNG that fits in `size`, width and height in pixels.

    Limits end a drawing and never change it.

    Raises:
        ValueError: it takes more than `limits`, it ends the process, or it is no drawing.
    """
    # Our own program, with three numbers. -P: the modules beside this file do not pass for those
    # of Python.
    program = [sys.executable, "-P", __file__, *(str(each) for each in (*size, limits.memory))]
    try:
        done = subprocess.run(
            program,
            input=svg.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ValueError(TOO_HEAVY) from error
    except OSError as error:
        raise ValueError(_FAILED) from error
    if done.returncode == _UNDRAWABLE:
        raise ValueError(_FAILED)
    if done.returncode != 0:
        raise ValueError(TOO_HEAVY)
    return done.stdout


def _main(width: int, height: int, memory: int) -> int:
    if resource is not None:
        # Not every system knows each limit.
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    svg = sys.stdin.buffer.read().decode()
    try:
        drawn = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width, height=height))
    except ValueError:
        return _UNDRAWABLE
    sys.stdout.buffer.write(drawn)
    return 0


if __name__ == "__main__":
    sys.exit(_main(*(int(each) for each in sys.argv[1:])))
