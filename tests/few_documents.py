"""The tool's own library with a few of its documents, which name no document that is not there.

For tests that look at one procedure or one chapter, and would else build a whole handbook.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from unittest.mock import patch

from examples import copy_examples

from handbook.loading.packs import pack_reading
from handbook.pipeline.build import workers

LIBRARY = pack_reading.OWN_PACKS
CONTENT = "inhoud-welzijn"
CHAPTERS = tuple(path.stem for path in (LIBRARY / CONTENT / "hoofdstukken").glob("*.md"))
_FOLDERS = ("procedures", "formulieren", "hoofdstukken")
ELSEWHERE = "elders"
_CODE = re.compile(r"\b[A-Z]{1,2}-\d{2}\b")
_DOCUMENTS = re.compile(r"^( *(?:formulieren|verwant): )\[([^\]]*)\]", re.MULTILINE)
_COVERED = re.compile(r"^ *dekt: \[([^\]]*)\]", re.MULTILINE)
_SAID_OF = re.compile(r"^  ([\w-]+)\.[\w-]+: .*\n(?:    .*\n)*", re.MULTILINE)
_NUMBER = re.compile(r"^\d\d-\d\d-")  # before the id of a chapter
_TOPIC = re.compile(r"id: ([\w-]+)")
_TOPICS = "\nonderwerpen:\n"


def cut_library(home: Path, *names: str) -> Path:
    """Write the library to `home` with only the files of these names in its three folders.

    They speak of "elders" where they name another document. A norm keeps the topics about which
    a text is left, so that a set of these documents has no gap.
    """
    gone = shutil.ignore_patterns("__pycache__", "*.py")
    shutil.copytree(LIBRARY, home, ignore=gone)
    kept = [path for folder in _FOLDERS for path in _kept(home / CONTENT / folder, set(names))]
    assert len(kept) == len(set(names)), names
    for path in (*kept, *(home / CONTENT).glob("*.yaml")):
        _rewrite(path, lambda text: _alone(text, set(names)))
    texts = [path.read_bytes().decode() for path in kept]
    covered = {each for text in texts for found in _COVERED.findall(text) for each in _split(found)}
    for path in home.glob("*/norm.yaml"):
        _rewrite(path, lambda text: _about(text, covered))
    return home


@contextmanager
def few_documents(home: Path, *names: str) -> Iterator[Path]:
    """Let the tool and its workers know these of its documents alone; give the packs' folder."""
    cut_library(home, *names)
    ours = patch.multiple(pack_reading, OWN_PACKS=home, installed_packs=tuple)
    theirs = patch.object(workers, "_settle_in", partial(settle_in, home))
    with ours, theirs:
        yield home


def settle_in(home: Path) -> None:
    """Let a worker know the packs at `home` alone, and prepare it as any other."""
    pack_reading.OWN_PACKS = home
    pack_reading.installed_packs = tuple
    workers._settle_in()


def copy_with_few(root: Path, examples: tuple[str, ...], *names: str) -> Path:
    """Copy examples without what they say of other files of the library, and their registers."""
    copy_examples(root, examples)
    ids = {_NUMBER.sub("", each) for each in names}
    for example in examples:
        _rewrite(
            root / f"organisations/{example}.yaml",
            lambda text: _SAID_OF.sub(lambda found: found[0] if found[1] in ids else "", text),
        )
        (root / f"organisations/{example}/register.yaml").unlink()
    return root


def _kept(folder: Path, names: set[str]) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.stem in names:
            yield path
        else:
            path.unlink()


def _rewrite(path: Path, change: Callable[[str], str]) -> None:
    path.write_bytes(change(path.read_bytes().decode()).encode())


def _alone(text: str, names: set[str]) -> str:
    """Return a text that names only these documents."""
    text = _DOCUMENTS.sub(lambda found: f"{found[1]}[{_there(found[2], names)}]", text)
    return _CODE.sub(lambda found: found[0] if found[0] in names else ELSEWHERE, text)


def _there(listed: str, names: set[str]) -> str:
    return ", ".join(each for each in _split(listed) if each in names)


def _split(listed: str) -> list[str]:
    return [each.strip() for each in listed.split(",")]


def _about(norm: str, topics: set[str]) -> str:
    """Return the text of a norm with only these topics."""
    head, line, listed = norm.partition(_TOPICS)
    each_topic = re.split(r"^(?=  - )", listed, flags=re.MULTILINE)
    return head + line + "".join(each for each in each_topic if _id(each) in topics)


def _id(topic: str) -> str:
    found = _TOPIC.search(topic)
    return found[1] if found else ""
