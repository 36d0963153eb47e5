"""Beside Word: what changed is made, what cannot be is told, and what waits is not forgotten."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from examples import ROOT, parts_of
from small_organisation import CONTENT, small_library
from watcher.stage import Stage

from handbook import storage
from handbook.errors import HandbookError
from handbook.model.features.watch import WatchEvent
from handbook.pipeline import watch
from handbook.pipeline.watch import Clock, affected, follow
from handbook.reporting.features.watch import live_text
from handbook.watcher import Change, SourceWatcher

DAY = date(2026, 11, 23)
LINDE, EIK = "organisations/linde.yaml", "organisations/eik.yaml"
QUIET = {"begin", "stil"}
DOCUMENTS = {
    *("KH-01.docx", "KH-02.docx", "KH-03.docx", "overzicht.docx"),
    *("OR-01.docx", "PP-01.docx", "PP-03.docx", "F-01.docx"),
}


def profile(name: str, extra: str = "") -> str:
    return (
        f'naam: Stichting {name.title()}\nkvk: "0123{len(name):04}"\nonderdelen: [140]\n'
        f"activiteiten: {{140: [buurtwerk]}}\n{extra}"
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a working folder with two organisations, all of it made."""
    home = tmp_path_factory.mktemp("volg")
    root = home / "w"
    (root / "organisations").mkdir(parents=True)
    for path, name in ((LINDE, "linde"), (EIK, "eik")):
        (root / path).write_text(profile(name), encoding="utf-8")
    with small_library(home / "pakketten"):
        play(root)
        yield root


@pytest.fixture
def root(tmp_path: Path, made: Path) -> Path:
    shutil.copytree(made, tmp_path / "w", copy_function=shutil.copy2)
    play(tmp_path / "w")  # a copy is not the same file
    return tmp_path / "w"


def play(root: Path, *script: tuple[float, Callable[[], object]], **given: Any) -> list[WatchEvent]:
    """Return what happens while the acts of `script` are played, each at its second."""
    stage = Stage(root)
    stage.during = given.pop("during", [])
    for moment, act in script:
        stage.at(moment, act)
    names = given.pop("names", ())
    return list(following_of(stage, names))


def following_of(stage: Stage, names: tuple[str, ...] = ()) -> Iterator[WatchEvent]:
    watcher = SourceWatcher(stage.root, stage, clock=stage.clock)
    stage.watcher = watcher
    return follow(stage.root, names, watcher, Clock(today=lambda: DAY, seconds=stage.clock))


def said(happenings: list[WatchEvent]) -> list[str]:
    """Return what is told, without times, and without what is told at every start."""
    return [
        live_text(each, "")[2:].partition(" in 0,0 s")[0]
        for each in happenings
        if each.what not in QUIET
    ]


def write(path: Path, text: str | bytes) -> Callable[[], object]:
    def act() -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    return act


def written(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "output").rglob("*.docx")}


def test_at_the_start_all_is_made_and_then_it_is_quiet(made: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "w"
    shutil.copytree(made / "organisations", fresh / "organisations")
    for name in ("linde", "eik"):
        shutil.rmtree(fresh / "organisations" / name)
    happenings = play(fresh)
    assert [(each.what, each.subject) for each in happenings[1:]] == [
        ("gemaakt", "eik"),
        ("gemaakt", "linde"),
        ("stil", ""),
    ]
    for name in ("linde", "eik"):
        assert {path.name for path in (fresh / "output" / name).glob("*.docx")} == DOCUMENTS


def test_a_second_start_makes_nothing_and_no_writing_of_its_own_wakes_it(root: Path) -> None:
    assert [each.what for each in play(root)] == ["begin", "stil"]


def test_a_saved_profile_is_made_once_and_only_that_one(root: Path) -> None:
    happenings = play(root, (1, write(root / LINDE, profile("linde", "korte_naam: Linde\n"))))
    assert [(each.what, each.subject) for each in happenings[2:]] == [
        ("gewijzigd", ""),
        ("gemaakt", "linde"),
    ]
    [outcome] = [each.outcome for each in happenings if each.outcome]
    assert outcome is not None
    assert "gewijzigd" in {each.action for each in outcome.documents}


def test_a_role_of_ones_own_is_known_to_the_editor_after_the_round(root: Path) -> None:
    roles = "rollen:\n  - {id: kok, functie: kok}\n"
    schema = root / ".handbook/profiel.schema.json"
    play(root)
    assert '"kok"' not in schema.read_text("utf-8")
    play(root, (1, write(root / "organisations/linde/inhoud/rollen.yaml", roles)))
    assert '"kok"' in schema.read_text("utf-8")


def test_a_save_that_changes_no_document_says_so(root: Path) -> None:
    assert said(play(root, (1, write(root / LINDE, profile("linde", "# later\n"))))) == [
        "organisations/linde.yaml gewijzigd",
        "linde: er verandert geen document.",
    ]


def test_a_profile_that_cannot_be_used_leaves_the_documents_and_is_told_with_its_place(
    root: Path,
) -> None:
    before = written(root)
    broken = profile("linde").replace("[140]", "[141]")
    happenings = play(root, (1, write(root / LINDE, broken)))
    told = said(happenings)
    assert "de documenten blijven zoals ze waren" in told[1]
    assert f"{LINDE}:3:14: onderdeel '141' bestaat niet [HB201]" in told[1]
    assert written(root) == before


def test_the_same_error_is_told_again_when_its_own_file_is_saved_and_not_otherwise(
    root: Path,
) -> None:
    broken = profile("linde").replace("[140]", "[141]")
    happenings = play(
        root,
        (1, write(root / LINDE, broken)),
        (4, write(root / LINDE, broken + "# nog niet\n")),
        (7, write(root / "templates/formulier.docx", template("formulier") + b" ")),
    )
    made_ = [(each.what, each.subject) for each in happenings if each.what == "gemaakt"]
    assert made_ == [("gemaakt", "linde"), ("gemaakt", "linde"), ("gemaakt", "eik")]


def template(kind: str) -> bytes:
    return (ROOT / "templates" / f"{kind}.docx").read_bytes()


def test_a_template_of_the_folder_concerns_every_organisation(root: Path) -> None:
    happenings = play(root, (1, write(root / "templates/procedure.docx", template("procedure"))))
    assert said(happenings) == [
        "templates/procedure.docx nieuw",
        "Er verandert geen document.",
    ], "the same template in another place gives the same documents"
    changed = template("procedure") + b" "
    happenings = play(root, (1, write(root / "templates/procedure.docx", changed)))
    made_ = [each for each in happenings if each.what == "gemaakt"]
    assert [each.subject for each in made_] == ["eik", "linde"]
    reasons = {
        each.reason
        for happening in made_
        if happening.outcome
        for each in happening.outcome.documents
        if each.action == "gewijzigd"
    }
    assert reasons == {"sjabloon procedure.docx gewijzigd"}


def test_own_content_and_a_logo_concern_one(root: Path) -> None:
    styled = profile("linde", "huisstijl: {logo: linde/logo.png}\n")
    logo = (ROOT / "organisations/linde/logo.png").read_bytes()
    other = (ROOT / "organisations/haven/logo.png").read_bytes()
    chapter = "---\nid: ons-huis\ntitel: Ons huis\nniveau: 1\n---\n\nIedereen is welkom.\n"
    happenings = play(
        root,
        (1, write(root / "organisations/linde/logo.png", logo)),
        (1.1, write(root / LINDE, styled)),
        (5, write(root / "organisations/linde/logo.png", other)),
        (9, write(root / "organisations/linde/inhoud/hoofdstukken/95-huis.md", chapter)),
    )
    made_ = [(each.what, each.subject) for each in happenings if each.what == "gemaakt"]
    assert made_ == [("gemaakt", "linde")] * 3


def test_a_pack_of_the_folder_is_read_anew(root: Path) -> None:
    pack = root / "packs/eigen/pack.yaml"
    head = CONTENT["pack.yaml"].replace("id: inhoud-mini", "id: eigen")
    broken = head.replace("[norm-mini]", "[norm-999, norm-mini]")
    happenings = play(root, (1, write(pack, broken)), (5, lambda: shutil.rmtree(pack.parent)))
    assert [(each.what, each.subject) for each in happenings[2:]] == [
        ("gewijzigd", ""),
        ("gemaakt", "pakketten"),
        ("gemaakt", "eik"),  # it goes with their norm, so they need it
        ("gemaakt", "linde"),
        ("gewijzigd", ""),
        ("niets", ""),
    ]


def test_a_new_profile_is_made_and_one_that_goes_leaves_its_documents(root: Path) -> None:
    new = root / "organisations/beuk.yaml"
    happenings = play(root, (1, write(new, profile("beuk"))), (9, (root / LINDE).unlink))
    told = said(happenings)
    assert told[0] == "organisations/beuk.yaml nieuw"
    assert told[1].startswith("beuk: ")
    assert told[2:] == [
        "organisations/linde.yaml weg",
        "Het profiel 'linde' is weg. De documenten in output/linde blijven.",
    ]
    assert (root / "output/linde/OR-01.docx").is_file()


def test_a_profile_with_another_name_is_followed(root: Path) -> None:
    renamed = root / "organisations/iep.yaml"
    told = said(play(root, (1, lambda: (root / LINDE).rename(renamed))))
    assert told[0] == "organisations/iep.yaml hernoemd"
    assert told[1].startswith("Het profiel 'linde' heet nu 'iep'.")
    assert told[2].startswith("iep: ")
    assert (root / "output/linde/OR-01.docx").is_file()
    assert (root / "output/iep/OR-01.docx").is_file()


def test_of_a_chosen_organisation_only_its_own_changes_are_made(root: Path) -> None:
    happenings = play(
        root,
        (1, write(root / EIK, profile("eik", "korte_naam: Eik\n"))),
        (5, write(root / LINDE, profile("linde", "korte_naam: Linde\n"))),
        names=("linde",),
    )
    made_ = [each.subject for each in happenings if each.what == "gemaakt"]
    assert made_ == ["linde"]


def test_a_name_that_is_no_profile_is_refused(root: Path) -> None:
    with pytest.raises(HandbookError, match="HB299"):
        play(root, names=("lnide",))


def test_a_document_that_is_open_waits_with_the_name_of_who_has_it(root: Path) -> None:
    document = root / "output/linde/OR-01.docx"
    before = document.read_bytes()
    owner = document.with_name("~$OR-01.docx")
    happenings = play(
        root,
        (1, write(owner, b"\x04Anna" + b" " * 60)),
        (2, write(root / LINDE, profile("linde", "korte_naam: Linde\n"))),
        (9, lambda: document.read_bytes() == before or pytest.fail("it was written")),
        (10, owner.unlink),
    )
    told = said(happenings)
    assert "output/linde/OR-01.docx is open bij Anna. Ik schrijf het zodra het dicht is." in told
    assert told.count(told[2]) == 1
    last = happenings[-1].outcome
    assert last is not None
    assert [each.code for each in last.documents if each.action == "gewijzigd"] == ["OR-01"]
    assert document.read_bytes() != before


def test_what_is_held_without_a_sign_is_tried_now_and_then(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = root / "output/linde/OR-01.docx"
    held = [True]
    sound = storage.files._rename

    def rename(draft: Path, target: Path) -> None:
        if target == document and held:
            raise OSError(16, "in gebruik")
        sound(draft, target)

    monkeypatch.setattr(storage.files, "_rename", rename)
    happenings = play(
        root,
        (1, write(root / LINDE, profile("linde", "korte_naam: Linde\n"))),
        (12, held.clear),
    )
    told = said(happenings)
    assert "output/linde/OR-01.docx is open. Ik schrijf het zodra het dicht is." in told
    assert sum(each.what == "wacht" for each in happenings) == 1
    last = happenings[-1].outcome
    assert last is not None
    assert [each.code for each in last.documents if each.action == "gewijzigd"] == ["OR-01"]


def test_a_document_that_is_saved_while_it_is_made_is_tried_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = root / "output/linde/OR-01.docx"
    saves = [document.read_bytes() + b" "]
    sound = storage.files._replace

    def replaced(target: Path, data: bytes, expected: str) -> None:
        if target == document and saves:
            document.write_bytes(saves.pop())
        sound(target, data, expected)

    monkeypatch.setattr(storage.files, "_replace", replaced)
    happenings = play(root, (1, write(root / LINDE, profile("linde", "korte_naam: Linde\n"))))
    made = [each.outcome for each in happenings if each.outcome is not None]
    assert [[done.action for done in each.documents if done.code == "OR-01"] for each in made] == [
        ["mislukt"],
        ["gewijzigd"],
    ]


def test_a_build_that_a_newer_change_overtakes_is_not_finished(root: Path) -> None:
    first = profile("linde", "korte_naam: Eerste\n")
    second = profile("linde", "korte_naam: Tweede\n")
    stage = Stage(root)
    stage.at(1, write(root / LINDE, first))
    heard = []
    for happening in following_of(stage):
        heard.append(happening)
        if happening.what == "gewijzigd" and len(heard) == 3:
            # From here on it works; the change comes before the third document.
            stage.during = [lambda: None, lambda: None, write(root / LINDE, second)]
    assert [(each.what, each.subject) for each in heard[2:]] == [
        ("gewijzigd", ""),
        ("gewijzigd", ""),
        ("gemaakt", "linde"),
    ]
    assert b"Tweede" in parts_of(root / "output/linde/KH-01.docx")["word/document.xml"]
    former = root / "organisations/linde/.vorige/KH-01"
    assert len(list(former.iterdir())) == 1, "what was overtaken was never written"


def test_touches_while_it_works_overtake_nothing(root: Path) -> None:
    stage = Stage(root)
    stage.at(1, write(root / LINDE, profile("linde", "korte_naam: Linde\n")))
    heard = []
    for happening in following_of(stage):
        heard.append(happening.what)
        if happening.what == "gewijzigd":
            stage.during = [(root / EIK).touch] * 30
    assert heard[2:] == ["gewijzigd", "gemaakt"]


def test_while_another_build_runs_it_waits(root: Path) -> None:
    taken = storage.lock(root)
    taken.__enter__()
    happenings = play(
        root,
        (1, write(root / LINDE, profile("linde", "korte_naam: Linde\n"))),
        (20, lambda: taken.__exit__(None, None, None)),
    )
    assert [each.what for each in happenings[2:]] == ["gewijzigd", "bezet", "gemaakt"]


def test_a_full_disk_is_told_once_and_tried_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = [True]
    sound = watch.build

    def build(*words: Any, **named: Any) -> Any:
        if full:
            raise storage.storage_error(root / "output", OSError(28, "vol"))
        return sound(*words, **named)

    monkeypatch.setattr(watch, "build", build)
    happenings = play(
        root,
        (1, write(root / LINDE, profile("linde", "korte_naam: Linde\n"))),
        (40, full.clear),
    )
    assert [each.what for each in happenings[2:]] == ["gewijzigd", "belemmerd", "gemaakt"]


def test_one_watcher_in_a_folder_is_enough(root: Path) -> None:
    with storage.watching(root), pytest.raises(HandbookError, match="HB516"):
        play(root)


def test_of_two_watchers_one_stays_when_output_is_thrown_away(root: Path) -> None:
    another = ExitStack()

    def begin_another() -> None:
        shutil.rmtree(root / "output")
        another.enter_context(storage.watching(root))

    with another, pytest.raises(HandbookError, match="HB516"):
        play(root, (5, begin_another), (9, write(root / LINDE, profile("linde", "# later\n"))))
    assert not list((root / "output").rglob("*.docx")), "who stops makes nothing any more"


def test_a_watcher_keeps_others_out_after_output_is_thrown_away(root: Path) -> None:
    refused = []

    def begin_another() -> None:
        with pytest.raises(HandbookError) as caught, storage.watching(root):
            pass
        refused.extend(caught.value.problems)

    happenings = play(root, (5, lambda: shutil.rmtree(root / "output")), (9, begin_another))
    assert [each.what for each in happenings] == ["begin", "stil"]
    assert [each.code for each in refused] == ["HB516"]


def test_a_folder_that_is_away_takes_nothing_with_it(root: Path) -> None:
    before = written(root)
    away = root.parent / "weg"
    happenings = play(
        root,
        (1, lambda: (root / "organisations").rename(away)),
        (9, lambda: away.rename(root / "organisations")),
    )
    assert [each.what for each in happenings[2:]] == ["onbereikbaar", "terug"]
    assert written(root) == before


@pytest.mark.parametrize(
    ("path", "who"),
    [
        ("organisations/linde.yaml", {"linde"}),
        ("organisations/weg.yaml", set()),
        ("organisations/linde/inhoud/procedures/PP-01.yaml", {"linde"}),
        ("organisations/linde/sjablonen/procedure.docx", {"linde"}),
        ("organisations/linde/antwoorden.yaml", {"linde"}),
        ("organisations/linde/logo.png", {"linde", "eik"}),
        ("organisations/gedeeld/vindplaatsen.yaml", {"linde", "eik"}),
        ("templates/handboek.docx", {"linde", "eik"}),
        ("packs/eigen/pack.yaml", {"linde", "eik"}),
    ],
)
def test_who_must_be_looked_at(path: str, who: set[str]) -> None:
    assert affected(Change(path, "gewijzigd"), {"linde", "eik"}) == who
