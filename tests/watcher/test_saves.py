"""Each way in which editors, Word and sync programs save asks for the right number of builds."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from watcher.stage import Stage, told

from handbook.watcher import Change, SourceWatcher
from handbook.watcher.snapshot import Seen, counts, differences, look

PROFILE = "organisations/linde.yaml"
TEXT = "naam: Stichting De Linde\nkvk: 01234567\nonderdelen: [140]\n"
NEW = TEXT.replace("Linde", "Eik")
LONG_AGO = 1_000_000_000  # seconds since 1970
Play = Callable[[Stage, Path], None]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "organisations/linde/inhoud").mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    (tmp_path / PROFILE).write_text(TEXT, encoding="utf-8")
    (tmp_path / "organisations/linde/logo.png").write_bytes(b"png")
    return tmp_path


def plain(stage: Stage, path: Path) -> None:
    stage.at(1, lambda: path.write_text(NEW, encoding="utf-8"))


def backup_and_new_file(stage: Stage, path: Path) -> None:
    """As vim saves: the profile moves away, and a new file takes its name."""
    backup = path.with_name("linde.yaml~")
    stage.at(1, lambda: path.with_name("4913").write_bytes(b""))
    stage.at(1.001, lambda: path.with_name("4913").unlink())
    stage.at(1.002, lambda: path.rename(backup))
    stage.at(1.01, lambda: path.write_text(NEW, encoding="utf-8"))
    stage.at(1.05, backup.unlink)


def temporary_and_replace(stage: Stage, path: Path) -> None:
    """As VS Code and OneDrive save: the whole new file, in one move."""
    draft = path.with_name("linde.yaml.k3x.tmp")
    stage.at(1, lambda: draft.write_text(NEW, encoding="utf-8"))
    stage.at(1.02, lambda: draft.replace(path))


def temporary_with_a_name_like_any(stage: Stage, path: Path) -> None:
    draft = path.with_name("sedA1b2C3")
    stage.at(1, lambda: draft.write_text(NEW, encoding="utf-8"))
    stage.at(1.1, lambda: draft.replace(path))


def emptied_and_filled(stage: Stage, path: Path) -> None:
    stage.at(1, lambda: path.write_text("", encoding="utf-8"))
    stage.at(1.2, lambda: path.write_text(NEW, encoding="utf-8"))


def in_pieces(stage: Stage, path: Path) -> None:
    size = len(NEW) // 5 + 1
    for number in range(5):
        piece = NEW[: size * (number + 1)]
        stage.at(1 + number / 10, lambda piece=piece: path.write_text(piece, encoding="utf-8"))


def twice_in_a_breath(stage: Stage, path: Path) -> None:
    stage.at(1, lambda: path.write_text(TEXT + "#", encoding="utf-8"))
    stage.at(1.25, lambda: path.write_text(NEW, encoding="utf-8"))


def touched(stage: Stage, path: Path) -> None:
    stage.at(1, path.touch)


def read(stage: Stage, path: Path) -> None:
    stage.at(1, path.read_bytes, heard=False)


def saved_without_a_change(stage: Stage, path: Path) -> None:
    stage.at(1, lambda: path.write_text(TEXT, encoding="utf-8"))


def changed_and_back(stage: Stage, path: Path) -> None:
    stage.at(1, lambda: path.write_text(NEW, encoding="utf-8"))
    stage.at(1.2, lambda: path.write_text(TEXT, encoding="utf-8"))


def opened_and_closed_in_word(stage: Stage, path: Path) -> None:
    folder = path.parent.parent / "templates"
    owner, draft = folder / "~$ocedure.docx", folder / "~WRD0001.tmp"
    stage.at(1, lambda: owner.write_bytes(b"\x04Anna"))
    stage.at(2, lambda: draft.write_bytes(b"x"))
    stage.at(4, draft.unlink)
    stage.at(4.1, owner.unlink)


def saved_in_word(stage: Stage, path: Path) -> None:
    """Word writes a new file, moves the old one aside, and takes that away."""
    document = path.parent.parent / "templates/procedure.docx"
    draft, old = document.with_name("~WRD0002.tmp"), document.with_name("~WRL0003.tmp")
    document.write_bytes(b"oud")
    stage.at(1, lambda: draft.write_bytes(b"nieuw"))
    stage.at(1.1, lambda: document.rename(old))
    stage.at(1.15, lambda: draft.rename(document))
    stage.at(1.3, old.unlink)


def our_own_writing(stage: Stage, path: Path) -> None:
    home = path.parent / "linde"
    stage.at(1, lambda: (home / "register.yaml").write_text("documenten: []\n", encoding="utf-8"))
    stage.at(1.1, lambda: (home / "paginas.json").write_text("{}", encoding="utf-8"))
    stage.at(1.2, lambda: (home / ".vorige/PP-01").mkdir(parents=True))
    stage.at(1.3, lambda: (home / ".vorige/PP-01/0123.docx").write_bytes(b"x"))
    stage.at(1.4, lambda: (home / ".register.yaml.12.tmp").write_bytes(b"x"))
    stage.at(1.5, lambda: (path.parent.parent / "output/linde").mkdir(parents=True))
    stage.at(1.6, lambda: (path.parent.parent / "output/linde/PP-01.docx").write_bytes(b"x"))


def moved_out_and_in(stage: Stage, path: Path) -> None:
    aside = path.parent.parent / "elders.yaml"
    stage.at(1, lambda: path.rename(aside))
    stage.at(1.2, lambda: aside.rename(path))


def moved_out_for_a_while(stage: Stage, path: Path) -> None:
    aside = path.parent.parent / "elders.yaml"
    stage.at(1, lambda: path.rename(aside))
    stage.at(3, lambda: aside.rename(path))


def deleted(stage: Stage, path: Path) -> None:
    stage.at(1, path.unlink)


def renamed(stage: Stage, path: Path) -> None:
    stage.at(1, lambda: path.rename(path.with_name("eik.yaml")))


def folder_renamed(stage: Stage, path: Path) -> None:
    home = path.parent / "linde"
    stage.at(1, lambda: home.rename(path.parent / "eik"))


def new_organisation_with_all_that_is_its_own(stage: Stage, path: Path) -> None:
    home = path.parent / "linde"
    stage.at(1, lambda: path.with_name("nieuw.yaml").write_text(NEW, encoding="utf-8"))
    stage.at(1.1, lambda: shutil.copytree(home, path.parent / "nieuw"))


ONE = [(PROFILE, "gewijzigd")]
SAVES: dict[Play, list[list[tuple[str, str]]]] = {
    plain: [ONE],
    backup_and_new_file: [ONE],
    temporary_and_replace: [ONE],
    temporary_with_a_name_like_any: [ONE],
    emptied_and_filled: [ONE],
    in_pieces: [ONE],
    twice_in_a_breath: [ONE],
    touched: [],
    read: [],
    saved_without_a_change: [],
    changed_and_back: [],
    opened_and_closed_in_word: [],
    saved_in_word: [[("templates/procedure.docx", "gewijzigd")]],
    our_own_writing: [],
    moved_out_and_in: [],
    moved_out_for_a_while: [[(PROFILE, "weg")], [(PROFILE, "nieuw")]],
    deleted: [[(PROFILE, "weg")]],
    renamed: [[("organisations/eik.yaml", "hernoemd")]],
    folder_renamed: [[("organisations/eik/logo.png", "hernoemd")]],
    new_organisation_with_all_that_is_its_own: [
        [("organisations/nieuw.yaml", "nieuw"), ("organisations/nieuw/logo.png", "nieuw")]
    ],
}


def changes(stage: Stage) -> list[list[tuple[str, str]]]:
    return [[(each.path, each.how) for each in found] for _, found in told(stage)]


@pytest.mark.parametrize("save", SAVES, ids=lambda save: save.__name__)
def test_a_save_is_told_once_and_what_is_no_change_is_not_told(root: Path, save: Play) -> None:
    stage = Stage(root)
    save(stage, root / PROFILE)
    assert changes(stage) == SAVES[save]


@pytest.mark.parametrize("save", SAVES, ids=lambda save: save.__name__)
def test_without_events_the_same_is_told(root: Path, save: Play) -> None:
    stage = Stage(root, deaf=True)
    save(stage, root / PROFILE)
    assert changes(stage) == SAVES[save]


@pytest.mark.parametrize("save", SAVES, ids=lambda save: save.__name__)
def test_where_events_are_lost_the_rescan_tells_it(root: Path, save: Play) -> None:
    stage = Stage(root)
    save(stage, root / PROFILE)
    stage.script = [(moment, act, False) for moment, act, _ in stage.script]
    expected = SAVES[save] if save is not moved_out_for_a_while else []
    assert changes(stage) == expected


def test_it_is_told_after_three_tenths_of_a_second_of_quiet(root: Path) -> None:
    stage = Stage(root)
    in_pieces(stage, root / PROFILE)
    [(moment, _)] = told(stage)
    assert 1.4 + 0.3 <= moment <= 1.4 + 0.35


def test_after_five_seconds_of_unrest_it_is_told_all_the_same(root: Path) -> None:
    stage = Stage(root)
    path = root / PROFILE
    for number in range(40):
        text = f"{TEXT}# {number}\n"
        stage.at(1 + number / 5, lambda text=text: path.write_text(text, encoding="utf-8"))
    moments = [moment for moment, _ in told(stage)]
    assert len(moments) == 2
    assert 6.0 <= moments[0] <= 6.4


def test_five_thousand_events_in_ten_seconds_ask_for_no_build_where_nothing_changed(
    root: Path,
) -> None:
    stage = Stage(root)
    path = root / PROFILE
    for number in range(5000):
        stage.at(1 + number / 500, lambda: os.utime(path))
    assert told(stage) == []


def test_five_thousand_saves_in_ten_seconds_ask_for_two_builds(root: Path) -> None:
    stage = Stage(root)
    path = root / PROFILE
    for number in range(5000):
        text = f"{TEXT}# {number}\n"
        stage.at(1 + number / 500, lambda text=text: path.write_text(text, encoding="utf-8"))
    found = told(stage)
    assert [round(moment) for moment, _ in found] == [6, 11]
    assert path.read_text(encoding="utf-8").endswith("# 4999\n")


def test_a_profile_that_is_cut_off_while_it_is_saved_is_never_seen(root: Path) -> None:
    source = Path(__file__).parents[2] / "organisations/linde.yaml"
    whole = source.read_text(encoding="utf-8").replace("De Linde", "De Eik")
    path = root / PROFILE
    lines = whole.splitlines(keepends=True)
    for number in range(len(lines)):
        path.write_text(TEXT, encoding="utf-8")
        stage = Stage(root)
        half = "".join(lines[:number])
        stage.at(1, lambda half=half: path.write_text(half, encoding="utf-8"))
        stage.at(1.25, lambda: path.write_text(whole, encoding="utf-8"))
        assert [(found, path.read_text(encoding="utf-8")) for _, found in told(stage)] == [
            ((Change(PROFILE, "gewijzigd"),), whole)
        ]


@pytest.fixture
def held(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Return what makes the profile held by another program, for as long as it is not empty."""
    held: list[bool] = []
    sound = Path.open

    def opened(self: Path, *words: object, **named: object) -> object:
        if self == root / PROFILE and held:
            raise PermissionError(13, "in gebruik")
        return sound(self, *words, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", opened)
    return held


def test_a_file_that_another_program_holds_is_waited_for(root: Path, held: list[bool]) -> None:
    path = root / PROFILE
    stage = Stage(root)

    def save() -> None:
        path.write_text(NEW, encoding="utf-8")
        held.append(True)

    stage.at(1, save)
    stage.at(3, held.clear)
    [(moment, found)] = told(stage)
    assert [each.path for each in found] == [PROFILE]
    assert moment > 3


def test_a_file_of_long_ago_that_was_held_at_first_is_read_once_it_is_free(
    root: Path, held: list[bool]
) -> None:
    os.utime(root / PROFILE, (LONG_AGO, LONG_AGO))
    free = look(root, {})
    held.append(True)
    first = look(root, {})
    assert free is not None
    assert first is not None
    assert first == {**free, PROFILE: Seen(free[PROFILE].stamp, "")}
    assert look(root, first) == first
    held.clear()
    assert look(root, first) == free


def test_what_was_held_when_the_watch_began_is_told_once_it_is_free(
    root: Path, held: list[bool]
) -> None:
    os.utime(root / PROFILE, (LONG_AGO, LONG_AGO))
    held.append(True)
    stage = Stage(root)
    stage.at(3, held.clear, heard=False)  # letting go of a file is no event
    assert changes(stage) == [[(PROFILE, "gewijzigd")]]


def test_a_file_that_is_only_in_the_cloud_is_not_fetched(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Away:
        st_file_attributes = 0x400000

        def __init__(self, state: os.stat_result) -> None:
            self.st_size, self.st_ino = state.st_size, state.st_ino
            self.st_mtime_ns, self.st_mode = state.st_mtime_ns, state.st_mode

    sound = Path.stat
    monkeypatch.setattr(Path, "stat", lambda self, **named: Away(sound(self, **named)))
    monkeypatch.setattr(Path, "open", lambda *_, **__: pytest.fail("it was read"))
    stage = Stage(root)
    other = root / "organisations/linde/inhoud/los.md"
    stage.at(1, lambda: os.close(os.open(other, os.O_CREAT)))
    assert changes(stage) == [[("organisations/linde/inhoud/los.md", "nieuw")]]


def test_a_folder_that_is_away_for_a_while_is_no_deletion(root: Path) -> None:
    stage = Stage(root)
    away = root / "elders"
    stage.at(1, lambda: (root / "organisations").rename(away))
    stage.at(9, lambda: away.rename(root / "organisations"))
    stage.at(12, lambda: (root / PROFILE).write_text(NEW, encoding="utf-8"))
    watcher = SourceWatcher(root, stage, clock=stage.clock)
    stage.watcher = watcher
    with watcher:
        news = [(each.state, [change.how for change in each.changes]) for each in watcher.news()]
    assert [each for each in news if each != ("", [])] == [
        ("onbereikbaar", []),
        ("terug", []),
        ("", ["gewijzigd"]),
    ]


@pytest.mark.parametrize("folder", ["organisations", "templates", "packs/eigen"])
def test_a_link_that_leads_to_itself_is_no_file_and_stops_no_look(
    tmp_path: Path, folder: str
) -> None:
    for each in (folder, "organisations"):
        (tmp_path / each).mkdir(parents=True, exist_ok=True)
    (tmp_path / folder / "a.yaml").write_text("naam: A\n", encoding="utf-8")
    (tmp_path / folder / "beta.yaml").symlink_to("beta.yaml")
    (tmp_path / folder / "weg.yaml").symlink_to("nergens.yaml")
    assert list(look(tmp_path, {}) or {}) == [f"{folder}/a.yaml"]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("organisations/linde.yaml", True),
        ("organisations/linde/antwoorden.yaml", True),
        ("organisations/linde/register.yaml", False),
        ("organisations/linde/paginas.json", False),
        ("organisations/linde/inhoud/register.yaml", True),
        ("organisations/linde/.vorige/PP-01/0123456789ab.docx", False),
        ("templates/~$handboek.docx", False),
        ("templates/~WRL0001.tmp", False),
        ("templates/handboek.docx.part", False),
        ("templates/Handboek.docx.CRDOWNLOAD", False),
        ("packs/eigen/#pack.yaml#", False),
        ("output/linde/PP-01.docx", False),
    ],
)
def test_what_people_write_counts_and_nothing_that_programs_lay_beside_it(
    path: str, *, told: bool
) -> None:
    assert counts(path) is told


def test_a_name_that_changed_is_told_by_content_and_of_equal_files_each_once() -> None:
    same, other, held = Seen((1, 1, 1), "a"), Seen((1, 1, 2), "b"), Seen((1, 1, 3), "")
    before = {"a.md": same, "b.md": same, "c.md": other, "held.md": held}
    after = {"c.md": same, "x.md": same, "y.md": same, "z.md": same, "new.md": held}
    assert differences(before, after) == (
        Change("c.md", "gewijzigd"),
        Change("held.md", "weg"),
        Change("new.md", "nieuw"),
        Change("x.md", "hernoemd", "a.md"),
        Change("y.md", "hernoemd", "b.md"),
        Change("z.md", "nieuw"),
    )
