"""An organisation that goes by its name: the name opens a section, with a verb that agrees."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from examples import ROOT, copy_examples
from language.pieces import Piece, pieces_of

from handbook.loading.workspace import Loaded, open_workspace, read_profile
from handbook.pipeline.organisation.hand_edits import decide

LIBRARY = open_workspace(ROOT).library
PACK = ROOT / "handbook" / "packs" / "inhoud-welzijn"
SLOT = re.compile(r"\{\{\s*([^{}]*?\b[Ww]ij\b[^{}]*?)\s*\}\}")
# After one of these the name is no subject: "mensen die bij De Linde werken".
NO_SUBJECT = "".join(f"(?<!{word} )" for word in ("bij", "van", "voor", "door", "met", "aan"))


def verb_of(slot: str) -> str:
    """Return the verb in "Wij bevestigen" or "bevestigen wij"; anything else is returned whole."""
    words = slot.lower().split()
    verbs = [word for word in words if word != "wij"]
    return verbs[0] if len(words) == 2 and len(verbs) == 1 else slot


def marks() -> Iterator[tuple[str, str]]:
    """Yield every slot of wij in the pack: its file and its verb."""
    for path in sorted(PACK.rglob("*")):
        if path.suffix == ".md" or path.parent.name in ("procedures", "formulieren"):
            for match in SLOT.finditer(path.read_text(encoding="utf-8")):
                yield path.name, verb_of(match[1])


def clashes(name: str, text: str) -> list[str]:
    """Return where `name` as a subject goes before or after a verb in the plural."""
    if name not in text:
        return []
    plural = "|".join(LIBRARY.verbs)
    after = re.compile(rf"{NO_SUBJECT}\b{re.escape(name)} (?:{plural})\b")
    before = re.compile(rf"\b(?:{plural}) {re.escape(name)}\b")
    return [match.group() for each in (after, before) for match in each.finditer(text)]


def as_named(loaded: Loaded, ourselves: Literal["we", "naam"]) -> Loaded:
    wording = loaded.profile.wording.model_copy(update={"ourselves": ourselves})
    return replace(loaded, profile=loaded.profile.model_copy(update={"wording": wording}))


def read_out(loaded: Loaded, ourselves: Literal["we", "naam"]) -> list[Piece]:
    documents = decide(as_named(loaded, ourselves), "toets").documents
    return [piece for each in documents for piece in pieces_of(each)]


Named = tuple[tuple[Loaded, list[Piece]], ...]


@pytest.fixture(scope="module")
def organisations(tmp_path_factory: pytest.TempPathFactory) -> tuple[Loaded, ...]:
    """The examples, and the organisations that only the tests know."""
    root = copy_examples(tmp_path_factory.mktemp("wij") / "w")
    for path in sorted((ROOT / "tests" / "organisations").glob("*.yaml")):
        shutil.copy(path, root / "organisations")
    workspace = open_workspace(root)
    names = sorted(path.stem for path in Path(root, "organisations").glob("*.yaml"))
    return tuple(read_profile(workspace, name) for name in names)


@pytest.fixture(scope="module")
def named(organisations: tuple[Loaded, ...]) -> Named:
    """Each organisation with all that its documents say where it goes by its name."""
    return tuple((loaded, read_out(loaded, "naam")) for loaded in organisations)


def test_every_marked_verb_is_on_the_list() -> None:
    found = list(marks())
    assert len(found) > 100
    assert [each for each in found if each[1] not in LIBRARY.verbs] == []


def test_a_name_with_a_plural_verb_is_seen_where_it_is_the_subject() -> None:
    assert clashes("De Linde", "De Linde bewaren een kopie.") == ["De Linde bewaren"]
    assert clashes("De Linde", "Daarom bewaren De Linde een kopie.") == ["bewaren De Linde"]
    good = "De Linde bewaart een kopie. Wie bij De Linde komen, bewaren die zelf."
    assert clashes("De Linde", good) == []


def test_nowhere_does_the_name_go_with_a_plural_verb(named: Named) -> None:
    wrong = [
        (piece.source, clash)
        for loaded, pieces in named
        for piece in pieces
        for clash in clashes(loaded.profile.known_as, piece.text)
    ]
    assert wrong == []


def test_the_name_is_put_for_we_once_in_a_section(named: Named) -> None:
    for loaded, pieces in named:
        name = loaded.profile.known_as
        ours = read_out(loaded, "we")
        changed = [(x, y) for x, y in zip(ours, pieces, strict=True) if x != y]
        more = [y.text.count(name) - x.text.count(name) for x, y in changed]
        places = [piece.source for piece, _ in changed]
        assert more == [1] * len(changed) != []
        assert sorted(set(places)) == sorted(places)
