"""A file that comes back bare after other releases: what changed since it was made arrives once."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from examples import DAY
from loading.world import GOOD, PROCEDURE, workspace, write
from stripped import WAYS, bare
from word.merging.material import shown, typed, without
from word.merging.wordsim import save

from handbook import opc
from handbook.model.documents.build import DocumentOutcome
from handbook.pipeline.approval.approve import Asked, approve_documents
from handbook.pipeline.approval.reasons_to_refuse import SUBJECTS
from handbook.pipeline.build import build as building
from handbook.pipeline.build.build import build
from handbook.pipeline.merge_base import copies
from handbook.pipeline.organisation.base_file import KeptBases, line_of, packed, parts_of, unpacked
from handbook.pipeline.organisation.context import Request
from handbook.pipeline.publishing.publish import offer, published
from handbook.pipeline.restore import restore
from handbook.publishing.address import open_target
from handbook.word.merge import read_base
from handbook.word.package.package import read

NAME = "de-linde"
FIRST = (
    "Luister rustig naar de vraag.",
    "Kijk of er haast is.",
    "Leg uit wat wij doen.",
    "Vraag alleen gegevens die nodig zijn.",
    "Maak een afspraak voor de intake.",
)
SECOND = (FIRST[0], "Ga na of er gevaar dreigt.", *FIRST[2:])
THIRD = (*SECOND[:2], "Vertel wat wij wel en niet doen.", *FIRST[3:])
FOURTH = (*THIRD, "Bel na een week terug.")
FIFTH = ("Neem de tijd voor het verhaal.", *FOURTH[1:])
RELEASES = (FIRST, SECOND, THIRD, FOURTH, FIFTH)
FORMER = sorted({each for release in RELEASES for each in release} - set(FIFTH))
ONE = Request(only=frozenset({"PP-01"}))
HERS = (FIRST[3], "Vraag alleen wat ons team echt nodig heeft.")
ASKED = Asked(
    approver="B. Stuur",
    day=DAY,
    despite=dict.fromkeys(SUBJECTS, "proef"),
    codes=frozenset({"PP-01"}),
)


@dataclass(frozen=True)
class World:
    """A working folder in which five releases were built, and PP-01 as each of them made it."""

    root: Path
    files: Mapping[int, bytes]


def procedure(steps: Sequence[str]) -> str:
    """The procedure as her own content says it, with these steps."""
    head, _, rest = PROCEDURE.partition("stappen:\n")
    lines = [f"  - {{rol: teamleider, id: stap-{hash_of(e)}, actie: {e}}}\n" for e in steps]
    return f"{head}stappen:\n{''.join(lines)}formulieren: {rest.partition('formulieren: ')[2]}"


def hash_of(text: str) -> str:
    return "".join(each for each in text.lower() if each.isalpha())[:20]


def builds(root: Path, steps: Sequence[str]) -> DocumentOutcome:
    """Build with these steps; what came of the procedure."""
    write(root, {f"organisations/{NAME}/inhoud/procedures/PP-01.yaml": procedure(steps)})
    [outcome] = build(workspace(root), [NAME], today=DAY, request=ONE)
    return next(each for each in outcome.documents if each.item == "PP-01")


def path_of(root: Path) -> Path:
    return root / f"output/{NAME}/PP-01.docx"


def kept(root: Path) -> Path:
    return root / f"organisations/{NAME}/.basis.zip"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    root = tmp_path_factory.mktemp("releases")
    write(root, {f"organisations/{NAME}.yaml": GOOD})
    files = {}
    for number, steps in enumerate(RELEASES, start=1):
        builds(root, steps)
        files[number] = path_of(root).read_bytes()
    return World(root, files)


@pytest.fixture
def root(world: World, tmp_path: Path) -> Path:
    return Path(shutil.copytree(world.root, tmp_path / "w"))


def counted(path: Path, texts: Sequence[str]) -> dict[str, int]:
    said = shown(path.read_bytes())
    return {text: said.count(text) for text in texts}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_every_change_since_it_was_made_arrives_once_beside_hers(
    world: World, root: Path, number: int, way: str
) -> None:
    path = path_of(root)
    path.write_bytes(WAYS[way](typed(world.files[number], *HERS)))

    assert builds(root, FIFTH).action == "samengevoegd"
    wanted = [HERS[1] if each == HERS[0] else each for each in FIFTH]
    assert counted(path, wanted) == dict.fromkeys(wanted, 1)
    assert counted(path, [*FORMER, HERS[0]]) == dict.fromkeys([*FORMER, HERS[0]], 0)
    assert read_base(read(path.read_bytes()))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_a_file_in_which_nobody_wrote_gets_all_that_changed(
    world: World, root: Path, number: int, way: str
) -> None:
    path = path_of(root)
    path.write_bytes(WAYS[way](world.files[number]))

    assert builds(root, FIFTH).action == "samengevoegd"
    assert counted(path, FIFTH) == dict.fromkeys(FIFTH, 1)
    assert counted(path, FORMER) == dict.fromkeys(FORMER, 0)
    before = path.read_bytes()
    assert builds(root, FIFTH).action == "behouden"
    assert path.read_bytes() == before


def test_what_cannot_be_told_apart_stays_hers_with_a_proposal_beside_it(
    world: World, root: Path
) -> None:
    """She worked in the one line in which two releases differ."""
    path = path_of(root)
    mine = bare(typed(world.files[3], THIRD[2], "Vertel in gewone taal wat wij wel en niet doen."))
    path.write_bytes(mine)

    outcome = builds(root, FIFTH)

    assert outcome.action == "voorstel"
    assert [(each.code, each.what) for each in outcome.problems] == [
        (
            "HB454",
            "de nieuwe tekst is niet in dit bestand samengevoegd. Dit bestand kan van meer dan één"
            " versie gemaakt zijn, en dat maakt verschil",
        )
    ]
    assert path.read_bytes() == mine
    assert counted(path.with_name("PP-01 (voorstel).docx"), FIFTH) == dict.fromkeys(FIFTH, 1)


def test_a_proposal_that_lies_beside_her_file_is_not_what_it_was_made_from(
    tmp_path: Path,
) -> None:
    """The texts it may be made from lack the footer, which she had changed; the proposal has it."""
    write(tmp_path, {f"organisations/{NAME}.yaml": GOOD})
    path, footer = path_of(tmp_path), "word/footer1.xml"
    builds(tmp_path, FIRST)
    path.write_bytes(typed(path.read_bytes(), "een afdruk", "elke afdruk", footer))
    assert [builds(tmp_path, each).action for each in (SECOND, THIRD)] == ["samengevoegd"] * 2
    mine = typed(path.read_bytes(), "elke afdruk", "een afdruk", footer)
    mine = bare(typed(mine, THIRD[2], "Vertel in gewone taal wat wij wel en niet doen."))
    path.write_bytes(mine)

    assert builds(tmp_path, FOURTH).action == "voorstel"
    shutil.rmtree(tmp_path / "output/.handbook")  # what the last build saw; the next looks anew
    assert builds(tmp_path, FOURTH).action == "voorstel"
    assert path.read_bytes() == mine
    assert counted(path.with_name("PP-01 (voorstel).docx"), FOURTH) == dict.fromkeys(FOURTH, 1)


def test_a_file_that_was_refused_stays_refused_while_nothing_changes(
    world: World, root: Path
) -> None:
    """The proposal beside it says what the document said last: it may be made from that."""
    path = path_of(root)
    mine = bare(typed(world.files[5], FIFTH[0], "Neem rustig de tijd voor elk verhaal."))
    path.write_bytes(mine)

    assert builds(root, FIFTH).action == "voorstel"
    shutil.rmtree(root / "output/.handbook")  # what the last build saw; the next looks anew
    assert builds(root, FIFTH).action == "voorstel"
    assert path.read_bytes() == mine


def test_a_line_that_she_deleted_stays_away(world: World, root: Path) -> None:
    path = path_of(root)
    path.write_bytes(bare(without(world.files[2], FIRST[4])))

    assert builds(root, FIFTH).action == "samengevoegd"
    wanted = {each: int(each != FIRST[4]) for each in FIFTH}
    assert counted(path, [*FIFTH, *FORMER]) == {**wanted, **dict.fromkeys(FORMER, 0)}


def test_an_approved_file_of_long_ago_is_known_when_no_copy_of_it_is_left(root: Path) -> None:
    """The base of an approved version lies in the archive, in the approved file itself."""
    approve_documents(workspace(root), NAME, ASKED, today=DAY)
    approved = path_of(root).read_bytes()
    builds(root, FIRST)
    kept(root).unlink()
    path_of(root).write_bytes(bare(typed(approved, *HERS)))

    assert builds(root, SECOND).action == "samengevoegd"
    wanted = [HERS[1] if each == HERS[0] else each for each in SECOND]
    assert counted(path_of(root), wanted) == dict.fromkeys(wanted, 1)
    gone = ("Bel na een week terug.", FIFTH[0], THIRD[2])
    assert counted(path_of(root), gone) == dict.fromkeys(gone, 0)


@pytest.mark.parametrize("edit", [False, True])
def test_an_older_approved_file_in_the_place_of_the_working_file_gets_what_changed(
    root: Path,
    edit: bool,  # noqa: FBT001 -- a case, and no option
) -> None:
    approve_documents(workspace(root), NAME, ASKED, today=DAY)
    [archived] = (root / f"organisations/{NAME}/archief/PP-01").glob("*.docx")
    builds(root, FIRST)
    builds(root, SECOND)
    data = archived.read_bytes()
    path_of(root).write_bytes(typed(data, *HERS) if edit else data)

    assert builds(root, SECOND).action == ("samengevoegd" if edit else "gewijzigd")
    wanted = [HERS[1] if edit and each == HERS[0] else each for each in SECOND]
    assert counted(path_of(root), wanted) == dict.fromkeys(wanted, 1)


def test_a_bare_file_that_is_restored_later_is_merged_from_its_own_release(
    world: World, root: Path
) -> None:
    path_of(root).write_bytes(bare(typed(world.files[2], *HERS)))
    builds(root, FIFTH)
    builds(root, THIRD)
    restore(workspace(root), NAME, "PP-01", 2)
    assert read_base(read(path_of(root).read_bytes())) is None

    assert builds(root, FOURTH).action == "samengevoegd"
    wanted = [HERS[1] if each == HERS[0] else each for each in FOURTH]
    assert counted(path_of(root), wanted) == dict.fromkeys(wanted, 1)
    assert counted(path_of(root), [FIFTH[0], SECOND[2]]) == {FIFTH[0]: 0, SECOND[2]: 0}


def test_a_bare_proposal_that_takes_the_place_of_the_document_is_known(root: Path) -> None:
    path = path_of(root)
    proposal = path.with_name("PP-01 (voorstel).docx")
    path.write_bytes(b"iets anders")
    builds(root, SECOND)
    path.write_bytes(bare(typed(proposal.read_bytes(), *HERS)))
    proposal.unlink()

    assert builds(root, THIRD).action == "samengevoegd"
    wanted = [HERS[1] if each == HERS[0] else each for each in THIRD]
    assert counted(path, wanted) == dict.fromkeys(wanted, 1)


def test_another_document_or_somebody_elses_is_not_merged_from_what_is_kept(
    world: World, root: Path
) -> None:
    path = path_of(root)
    parts = read(bare(world.files[1]))
    other = {name: data.replace(b"De Linde", b"De Eik") for name, data in parts.items()}
    assert other != parts
    path.write_bytes(opc.pack(other))

    assert builds(root, FIFTH).action == "voorstel"


def test_the_latest_bases_are_kept_and_those_that_a_file_is_made_from(
    world: World, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "LAST", 2)
    hers = path_of(root).parent / "mijn PP-01.docx"
    hers.write_bytes(typed(world.files[1], *HERS))
    shutil.rmtree(root / f"organisations/{NAME}/.vorige")
    builds(root, SECOND)

    found = unpacked(kept(root).read_bytes())

    lines = found.earlier["PP-01"]
    assert len(lines) == 3  # two, and the one that her file is made from
    hers.unlink()
    shutil.rmtree(root / f"organisations/{NAME}/.vorige")
    builds(root, THIRD)
    assert len(unpacked(kept(root).read_bytes()).earlier["PP-01"]) == 2


def test_a_bare_file_that_was_refused_keeps_what_it_may_be_made_from(
    world: World, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "LAST", 1)
    hers = path_of(root).parent / "mijn PP-01.docx"
    hers.write_bytes(bare(typed(world.files[1], *HERS)))
    shutil.rmtree(root / f"organisations/{NAME}/.vorige")
    builds(root, SECOND)
    builds(root, THIRD)
    path_of(root).write_bytes(hers.read_bytes())
    hers.unlink()

    assert builds(root, FIFTH).action == "samengevoegd"
    wanted = [HERS[1] if each == HERS[0] else each for each in FIFTH]
    assert counted(path_of(root), wanted) == dict.fromkeys(wanted, 1)


def test_what_is_kept_loses_what_tells_of_a_location_that_became_secret(root: Path) -> None:
    place = "Maak een afspraak aan de Kanarielaan 77."
    builds(root, (*FIRST[:4], place))
    builds(root, FIRST)
    assert len(unpacked(kept(root).read_bytes()).earlier["PP-01"]) == 5
    secret = GOOD + "locaties:\n  - {naam: Huis, adres: 'Kanarielaan 77', geheim: ja}\n"
    write(root, {f"organisations/{NAME}.yaml": secret})
    builds(root, FIRST)

    found = unpacked(kept(root).read_bytes())

    parts = [opc.kept_in(part) or {} for part in parts_of(found, "PP-01")]
    assert len(parts) == 5
    assert [each for each in parts if "Kanarielaan" in " ".join(each.values())] == []


def test_what_a_document_will_say_is_kept_before_it_is_written(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy of it may go out in between; the power may go too."""
    before = unpacked(kept(root).read_bytes())

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "carry_out", broken)
    with pytest.raises(KeyboardInterrupt):
        builds(root, THIRD)
    found = unpacked(kept(root).read_bytes())
    assert line_of(found.newest["PP-01"]) == before.earlier["PP-01"][1]
    assert found.earlier["PP-01"][0] == line_of(before.newest["PP-01"])


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_bare_file_that_word_saved_gets_all_that_changed(
    world: World, root: Path, number: int
) -> None:
    path = path_of(root)
    path.write_bytes(bare(save(typed(world.files[number], *HERS), number)))

    assert builds(root, FIFTH).action == "samengevoegd"
    wanted = [HERS[1] if each == HERS[0] else each for each in FIFTH]
    assert counted(path, wanted) == dict.fromkeys(wanted, 1)
    assert counted(path, FORMER) == dict.fromkeys(FORMER, 0)


LOST = (
    "de nieuwe tekst is niet in dit bestand samengevoegd. Dit bestand zegt niet meer waarvan het is"
    " gemaakt, en het kan ouder zijn dan de teksten die daarvan nog bekend zijn"
)
SIXTH = (*FIFTH[:-1], "Bel na twee weken terug.")


def of_before(root: Path) -> None:
    """Leave what a program of before leaves: the newest base of each document, and no other."""
    found = unpacked(kept(root).read_bytes())
    kept(root).write_bytes(packed(KeptBases(owner=found.owner, newest=found.newest)))
    forget_former(root)


def forget_former(root: Path) -> None:
    shutil.rmtree(root / f"organisations/{NAME}/.vorige", ignore_errors=True)


def assert_refused(root: Path, outcome: DocumentOutcome, mine: bytes) -> None:
    assert outcome.action == "voorstel"
    assert [(each.code, each.what) for each in outcome.problems] == [("HB454", LOST)]
    assert path_of(root).read_bytes() == mine


def assert_merged(root: Path, outcome: DocumentOutcome, steps: Sequence[str]) -> None:
    """Her word stands in it, and for the rest it says `steps` and nothing of before."""
    assert outcome.action == "samengevoegd"
    wanted = [HERS[1] if each == HERS[0] else each for each in steps]
    assert counted(path_of(root), wanted) == dict.fromkeys(wanted, 1)
    gone = sorted({*FIRST, *SECOND, *THIRD, *FOURTH, *FIFTH} - set(wanted))
    assert counted(path_of(root), gone) == dict.fromkeys(gone, 0)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_a_file_that_may_be_older_than_all_that_is_kept_stays_hers(
    world: World, root: Path, number: int, way: str
) -> None:
    """A program of before kept the newest text alone: this may be any other."""
    of_before(root)
    mine = WAYS[way](typed(world.files[number], *HERS))
    path_of(root).write_bytes(mine)

    assert_refused(root, builds(root, FIFTH), mine)
    proposal = path_of(root).with_name("PP-01 (voorstel).docx")
    assert counted(proposal, FIFTH) == dict.fromkeys(FIFTH, 1)


def test_a_file_that_says_what_is_kept_word_for_word_is_merged(world: World, root: Path) -> None:
    of_before(root)
    path_of(root).write_bytes(bare(world.files[5]))

    assert builds(root, SIXTH).action == "samengevoegd"
    assert counted(path_of(root), SIXTH) == dict.fromkeys(SIXTH, 1)


def test_a_file_that_shows_what_was_first_written_later_is_merged(root: Path) -> None:
    of_before(root)
    builds(root, SIXTH)
    path_of(root).write_bytes(bare(typed(path_of(root).read_bytes(), *HERS)))

    assert_merged(root, builds(root, FIFTH), FIFTH)


def test_a_file_that_shows_nothing_of_later_still_stays_hers(world: World, root: Path) -> None:
    of_before(root)
    builds(root, SIXTH)
    mine = bare(typed(world.files[5], *HERS))
    path_of(root).write_bytes(mine)

    assert_refused(root, builds(root, SIXTH), mine)


def test_a_file_that_prints_a_version_of_later_is_merged(root: Path) -> None:
    """What was written before bore another number."""
    of_before(root)
    builds(root, FIFTH)
    approve_documents(workspace(root), NAME, ASKED, today=DAY)
    approved = path_of(root).read_bytes()
    builds(root, SIXTH)
    path_of(root).write_bytes(bare(typed(approved, *HERS)))

    assert_merged(root, builds(root, SIXTH), SIXTH)


def test_a_text_that_was_never_kept_is_known_to_be_missing_when_no_copies_are_left(
    world: World, root: Path
) -> None:
    kept(root).unlink()
    forget_former(root)
    builds(root, FIFTH)
    mine = bare(typed(world.files[3], *HERS))
    path_of(root).write_bytes(mine)

    assert_refused(root, builds(root, FIFTH), mine)


def goes_on(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Build all releases after the first; each pushes out the one but before it."""
    monkeypatch.setattr(copies, "LAST", 1)
    for steps in RELEASES[1:]:
        builds(root, steps)
        forget_former(root)


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    root = tmp_path / "w"
    write(root, {f"organisations/{NAME}.yaml": GOOD})
    builds(root, FIRST)
    return root


@pytest.mark.parametrize("place", ["doel", "doel.zip"])
def test_what_a_published_concept_was_made_from_is_kept(
    fresh: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    published_file = path_of(fresh).read_bytes()
    if place == "doel":
        (fresh.parent / place).mkdir()
    given = offer(workspace(fresh), NAME, drafts=True)
    address = str(fresh.parent / place)
    plan = published(workspace(fresh), given, address, open_target, lambda _: True)
    assert plan.done
    goes_on(fresh, monkeypatch)
    path_of(fresh).write_bytes(bare(typed(published_file, *HERS)))

    assert_merged(fresh, builds(fresh, FIFTH), FIFTH)


def test_a_file_of_a_text_that_is_kept_no_longer_stays_hers(
    fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = bare(typed(path_of(fresh).read_bytes(), *HERS))
    offered = offer(workspace(fresh), NAME, drafts=True)
    published(
        workspace(fresh), offered, str(fresh.parent / "nee.zip"), open_target, lambda _: False
    )
    goes_on(fresh, monkeypatch)
    path_of(fresh).write_bytes(mine)

    assert_refused(fresh, builds(fresh, FIFTH), mine)


def test_a_text_that_is_kept_is_told_apart_from_those_that_are_kept_no_longer(
    fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on(fresh, monkeypatch)
    path_of(fresh).write_bytes(bare(typed(path_of(fresh).read_bytes(), *HERS)))

    assert_merged(fresh, builds(fresh, SIXTH), SIXTH)


def test_publishing_goes_on_where_its_copies_are_damaged(fresh: Path) -> None:
    kept(fresh).write_bytes(b"geen zip")
    given = offer(workspace(fresh), NAME, drafts=True)
    address = str(fresh.parent / "doel.zip")

    assert published(workspace(fresh), given, address, open_target, lambda _: True).done
    assert kept(fresh).read_bytes() == b"geen zip"


def test_the_same_releases_keep_the_same_bytes(world: World, tmp_path: Path) -> None:
    write(tmp_path, {f"organisations/{NAME}.yaml": GOOD})
    for steps in RELEASES:
        builds(tmp_path, steps)

    assert kept(tmp_path).read_bytes() == kept(world.root).read_bytes()
