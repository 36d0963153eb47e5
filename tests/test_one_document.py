"""One odd file stops no other document, and one broken organisation no other, in any command."""

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from loading.world import NORM_PACK, PROCEDURE, write
from recorded import PROFILE, small_packs
from watcher.stage import Stage
from word.odd_files import ODD

from handbook import opc
from handbook.cli.app import main
from handbook.cli.common import build_run
from handbook.cli.common.click_in_dutch import today
from handbook.inspection.file_text import said_in
from handbook.pipeline import status
from handbook.pipeline.approval import approved_files
from handbook.pipeline.build import makings
from handbook.pipeline.merge_base import copies
from handbook.pipeline.organisation.internal_error import attempt
from handbook.pipeline.organisation.kept_id import COPIES
from handbook.pipeline.placement import older_file, other_name, placement_decision
from handbook.pipeline.publishing import fitness
from handbook.pipeline.watch import Clock
from handbook.watcher import SourceWatcher

ODD_FILE = "output/linde/PP-01.docx"
WAIVED = ("open-velden", "voorstellen", "wijzigingen", "nagaan", "onderwerpen")
STOPPED = 130
"""How a command leaves that somebody stopped."""
DESPITE = [word for subject in WAIVED for word in ("--ondanks", subject, "besproken")]
DECIDED = ["--by", "B. Stuur", "--date", today().isoformat(), *DESPITE]
ASKED = [
    ["check"],
    ["plan"],
    ["status"],
    ["diff", "linde", "--text"],
    ["diff", "linde", "--own", "--text"],
    ["check", "--output"],
    ["diff", "linde"],
    ["build"],
    ["build"],
    ["watch"],
    ["diff", "linde", "--former", "1"],
    ["adopt", "linde", "PP-01", "--plan"],
    ["adopt", "linde", "PP-01"],
    ["restore", "linde", "PP-01", "--list"],
    ["questionnaire", "linde"],
    ["answers", "output/linde/Vragenlijst/vragenlijst-linde.docx"],
    ["approve", "linde", *DECIDED],
    ["approve", "linde", "F-01", "KH-01", "KH-02", *DECIDED],
    ["status"],
    ["check", "--output"],
    ["publish", "linde", "../hier", "--drafts", "--yes"],
    ["rename", "linde", "eik", "--name", "Stichting De Populier"],
    ["build"],
    ["norm"],
    ["schema"],
    ["publish", "eik", "../hier.zip", "--drafts", "--yes"],
    ["restore", "eik", "--register"],
    ["restore", "eik", "PP-01"],
    ["build"],
]
BROKEN: dict[str, Callable[[Path, str], object]] = {
    "bytes": lambda root, name: profile_of(root, name).write_bytes(bytes(range(256)) * 9),
    "deep": lambda root, name: profile_of(root, name).write_text("[" * 3_000),
    "empty": lambda root, name: profile_of(root, name).write_bytes(b""),
    "register": lambda root, name: own(root, name, "register.yaml").write_bytes(b"\xff\0"),
    "files": lambda root, name: [
        each.write_bytes(ODD["half"](each.read_bytes()))
        for each in (root / "output" / name).glob("*.docx")
    ],
    "folder": lambda root, name: shutil.move(root / "output" / name, root / f"output/{name}.docx"),
    "template": lambda root, name: write(own(root, name, "sjablonen"), {"procedure.docx": "x"}),
}
BESIDE = (("bytes", "register"), ("deep", "empty"), ("files", "template"), ("folder",))
"""Broken organisations beside a sound one; of more than three together less is told of each."""
TOGETHER = (
    ("numbers", "utf-16", "web"),
    ("bytes", "half", "part", "ole", "link", "strict", "bomb"),
    ("headless", "prefix", "signed"),
    ("folder",),
    ("properties",),
)
"""Odd files that stand beside each other: what one of them stops, each of them stops alone too."""
MORE = range(2, max(map(len, TOGETHER)) + 1)
"""Numbers of procedures that only an organisation with that trait has."""


def profile_of(root: Path, name: str) -> Path:
    return root / "organisations" / f"{name}.yaml"


def own(root: Path, name: str, file: str) -> Path:
    return root / "organisations" / name / file


def run(root: Path, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["-C", str(root), *words])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def says(path: Path) -> str:
    return " ".join(piece.text for piece in said_in(path.read_bytes()).pieces)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two organisations of which all documents are made."""
    root = tmp_path_factory.mktemp("twee") / "w"
    other = PROFILE.replace("De Linde", "De Berk").replace("01234567", "76543210")
    write(root / "organisations", {"linde.yaml": PROFILE, "berk.yaml": other})
    with small_packs(root.parent / "packs"):
        write(root.parent / "packs", with_more())
        assert run(root, "build")[0] == 0
        yield root


def with_more() -> dict[str, str]:
    """Return what the small packs say otherwise: of each number in MORE a trait and a procedure."""
    traits = "".join(f"  - {{id: meer-{number}, titel: Nog een}}\n" for number in MORE)
    norm = NORM_PACK["norm.yaml"].replace("kenmerken:\n", f"kenmerken:\n{traits}")
    return {
        "norm-mini/norm.yaml": norm,
        **{
            f"inhoud-mini/procedures/{code_of(number)}.yaml": PROCEDURE.replace(
                "PP-01", code_of(number)
            ).replace("dekt:", f"wanneer: {{kenmerken: [meer-{number}]}}\ndekt:")
            for number in MORE
        },
    }


def code_of(number: int) -> str:
    return f"PP-{number:02}"


@pytest.fixture
def root(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of them; of one, a document says something of hers and the profile changed since."""
    root = tmp_path / "w"
    shutil.copytree(made, root)
    stands_in(root, monkeypatch)
    says_hers(root / ODD_FILE)
    renames(root, "De Populier")
    renames(root, "De Wilg", name="berk")
    return root


def stands_in(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `root` be the current folder, with a folder to publish to beside it."""
    monkeypatch.chdir(root)
    (root.parent / "hier").mkdir()


def says_hers(path: Path) -> None:
    hers = opc.unpack(path.read_bytes())
    main_part = hers["word/document.xml"].replace(b"weet snel", b"weet heel snel")
    assert main_part != hers["word/document.xml"]
    path.write_bytes(opc.pack({**hers, "word/document.xml": main_part}))


def renames(root: Path, new: str, name: str = "linde") -> None:
    path = profile_of(root, name)
    text = path.read_text(encoding="utf-8")
    found = re.sub(r"Stichting .*", f"Stichting {new}", text)
    assert found != text
    path.write_text(found, encoding="utf-8")


@pytest.fixture(autouse=True)
def script(monkeypatch: pytest.MonkeyPatch) -> list[tuple[float, Callable[[], object]]]:
    """What happens while `watch` runs, each act at its second; time passes as in a play."""
    acts: list[tuple[float, Callable[[], object]]] = []

    def played(root: Path, *, poll: bool) -> SourceWatcher:
        stage = Stage(root, deaf=poll)
        for moment, act in acts:
            stage.at(moment, act)
        stage.watcher = SourceWatcher(root, stage, clock=stage.clock)
        clock = Clock(today=today, seconds=stage.clock)
        monkeypatch.setattr(build_run, "Clock", lambda **_: clock)
        return stage.watcher

    monkeypatch.setattr(build_run, "watch_sources", played)
    return acts


def _folder(path: Path) -> None:
    path.unlink()
    write(path, {"x": "een map"})


def _link(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/hostname")


def _bomb(data: bytes) -> bytes:
    """More than any text that is looked into, packed so well that it is a trap to who opens it."""
    return opc.pack({**opc.unpack(data), "word/media/groot.bin": bytes(21_000_000)})


IN_PLACE: dict[str, Callable[[Path], object]] = {
    **{
        name: (lambda path, change=change: path.write_bytes(change(path.read_bytes())))  # type: ignore[misc]
        for name, change in {**ODD, "bomb": _bomb}.items()
    },
    "folder": _folder,
    "link": _link,
}


@pytest.mark.parametrize("odd", sorted(IN_PLACE))
def test_an_odd_file_in_the_place_of_a_document_stops_no_other(root: Path, odd: str) -> None:
    IN_PLACE[odd](root / ODD_FILE)
    exit_code, told = run(root, "build")
    assert exit_code in (0, 3), told
    assert "PP-01" in told
    for name, word in (("linde", "Populier"), ("berk", "Wilg")):
        others = sorted((root / "output" / name).glob("[FK]*.docx"))
        assert len(others) > 1
        assert [each.name for each in others if word not in says(each)] == []


@pytest.fixture
def alone(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for one organisation, in which nothing was made yet."""
    assert made.is_dir()
    root = tmp_path / "alleen"
    root.mkdir()
    stands_in(root, monkeypatch)
    return root


def asked_of(codes: Sequence[str]) -> Iterator[list[str]]:
    """Yield what is asked, and what is asked of one document of each of `codes`."""
    for words in ASKED:
        for code in codes if "PP-01" in words else codes[:1]:
            yield [code if word == "PP-01" else word for word in words]


def test_each_odd_file_and_each_broken_organisation_stands_in_one_place() -> None:
    assert sorted(each for odd in TOGETHER for each in odd) == sorted(IN_PLACE)
    assert sorted(each for odd in BESIDE for each in odd) == sorted(BROKEN)


@pytest.mark.parametrize("odd", TOGETHER, ids="+".join)
def test_no_command_breaks_on_an_odd_file(alone: Path, odd: tuple[str, ...]) -> None:
    codes = [code_of(number) for number in range(1, len(odd) + 1)]
    traits = ", ".join(f"meer-{number}" for number in range(2, len(odd) + 1))
    write(alone / "organisations", {"linde.yaml": f"{PROFILE}kenmerken: [{traits}]\n"})
    assert run(alone, "build")[0] == 0
    renames(alone, "De Populier")
    for code, each in zip(codes, odd, strict=True):
        says_hers(alone / f"output/linde/{code}.docx")
        IN_PLACE[each](alone / f"output/linde/{code}.docx")
    for words in asked_of(codes):
        exit_code, told = run(alone, *words)
        assert exit_code not in (2, 70), (words, told)
        assert "HB519" not in told, (words, told)
    assert (alone / "organisations/eik/archief").is_dir()


def organisations_of(root: Path, names: Sequence[str]) -> Path:
    """Return `root`, with one organisation and `names` beside it, and all of their documents."""
    write(root / "organisations", {"linde.yaml": PROFILE})
    for number, name in enumerate(names):
        other = PROFILE.replace("De Linde", f"De {name.title()}").replace("0123", f"765{number}")
        write(root / "organisations", {f"{name}.yaml": other})
    assert run(root, "build")[0] == 0
    renames(root, "De Populier")
    return root


@pytest.mark.parametrize("odd", BESIDE, ids="+".join)
def test_a_broken_organisation_stops_no_other(alone: Path, odd: tuple[str, ...]) -> None:
    root = organisations_of(alone, odd)
    for name in odd:
        renames(root, f"De Oude {name.title()}", name=name)
        BROKEN[name](root, name)
    for words in ASKED:
        exit_code, told = run(root, *words)
        assert exit_code not in (2, 70), (words, told)
        assert "HB519" not in told, (words, told)
        if words[0] in ("build", "status", "publish"):
            assert "linde" in told or "eik" in told, (words, told)
    assert "Populier" in says(root / "output/eik/PP-01.docx")


@pytest.mark.parametrize("odd", ["folder", "half", "link", "signed"])
def test_an_odd_file_that_comes_while_watching_stops_no_other_document(
    root: Path, script: list[tuple[float, Callable[[], object]]], odd: str
) -> None:
    script += [
        (1, lambda: IN_PLACE[odd](root / ODD_FILE)),
        (9, lambda: renames(root, "De Esdoorn")),
    ]
    exit_code, told = run(root, "watch")
    assert exit_code == STOPPED, told
    assert "HB519" not in told
    assert "PP-01" in told
    others = sorted((root / "output/linde").glob("[FK]*.docx"))
    assert len(others) > 1
    assert [each.name for each in others if "Esdoorn" not in says(each)] == []


@pytest.mark.parametrize("odd", BESIDE, ids="+".join)
def test_an_organisation_that_breaks_while_watching_stops_no_other(
    alone: Path, script: list[tuple[float, Callable[[], object]]], odd: tuple[str, ...]
) -> None:
    root = organisations_of(alone, odd)
    script += [
        (1, lambda: [BROKEN[name](root, name) for name in odd]),
        (9, lambda: renames(root, "De Esdoorn")),
    ]
    exit_code, told = run(root, "watch")
    assert exit_code == STOPPED, told
    assert "HB519" not in told
    assert "Esdoorn" in says(root / "output/linde/PP-01.docx"), told


def test_a_signed_file_keeps_its_bytes(root: Path) -> None:
    IN_PLACE["signed"](root / ODD_FILE)
    before = (root / ODD_FILE).read_bytes()
    told = [
        run(root, *words)
        for words in (
            ["build"],
            ["approve", "linde", "PP-01", *DECIDED],
            ["adopt", "linde", "PP-01"],
            ["rename", "linde", "eik", "--name", "Stichting De Populier"],
        )
    ]
    assert [exit_code for exit_code, _ in told] == [3, 1, 1, 0]
    assert ["ondertekend" in output for _, output in told] == [True, True, True, False]
    assert (root / "output/eik/PP-01.docx").read_bytes() == before


def test_an_approval_tells_of_an_odd_file_and_approves_the_others(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(root, "build")
    monkeypatch.setattr(approved_files, "approved_at", _none_of_hers)
    exit_code, told = run(root, "approve", "linde", *DECIDED)
    assert exit_code == 1
    assert "output/linde/PP-01.docx: bij dit document ging iets mis" in told
    assert "HB559" in told
    assert run(root, "approve", "linde", "F-01", *DECIDED)[0] == 0


def _none_of_hers(data: bytes, _: str) -> bytes:
    if b"weet heel snel" in opc.unpack(data)["word/document.xml"]:
        raise KeyError(data)
    return data


def test_a_difference_is_told_of_each_document_that_can_be_compared(root: Path) -> None:
    IN_PLACE["ole"](root / ODD_FILE)
    exit_code, told = run(root, "diff", "linde", "--text")
    assert exit_code == 1
    assert "PP-01 Aanmelding: niet vergeleken" in told
    assert "HB520" in told
    assert "KH-01 Kwaliteitshandboek: 3 wijzigingen" in told


def test_a_fault_of_ours_in_a_merge_leaves_her_file_and_tells_where(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (root / ODD_FILE).read_bytes()
    monkeypatch.setattr(placement_decision, "is_ours_again", lambda *_: {}["geheim"])
    exit_code, told = run(root, "build", "linde")
    assert exit_code == 3
    assert (root / ODD_FILE).read_bytes() == before
    assert "Populier" in says(root / "output/linde/PP-01 (voorstel).docx")
    assert "(KeyError; pipeline/placement/placement_decision.py:" in " ".join(told.split())
    assert "geheim" not in told


def breaking(work: Callable[..., object], is_odd: Callable[..., bool]) -> Callable[..., object]:
    """Return `work`, which breaks where it is asked about what `is_odd`."""

    def broken(*words: object, **more: object) -> object:
        if is_odd(*words):
            raise KeyError("geheim")
        return work(*words, **more)

    return broken


def is_hers(data: object, *_: object) -> bool:
    if not isinstance(data, bytes) or not data.startswith(b"PK"):
        return False
    return b"weet heel snel" in opc.unpack(data).get("word/document.xml", b"")


@pytest.mark.parametrize(
    "words", [["plan"], ["build"], ["diff", "linde", "--text"], ["adopt", "linde", "PP-01"]]
)
def test_a_fault_of_ours_before_a_document_is_made_stops_no_other(
    root: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    run(root, "build", "linde")
    before = (root / ODD_FILE).read_bytes()
    profile = root / "organisations/linde.yaml"
    profile.write_text(profile.read_text("utf-8").replace("De Populier", "De Els"), "utf-8")
    is_odd = lambda _, document, *__: document.code == "PP-01"  # noqa: E731
    monkeypatch.setattr(makings, "_job", breaking(makings._job, is_odd))
    exit_code, told = run(root, *words)
    assert exit_code in (1, 3), told
    assert "HB559" in told
    assert "(KeyError; " in " ".join(told.split())
    assert "geheim" not in told
    assert (root / ODD_FILE).read_bytes() == before
    if words == ["build"]:
        assert "De Els" in says(root / "output/linde/KH-01.docx")


def test_a_fault_of_ours_in_the_seal_of_a_file_stops_no_other(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "organisations/linde" / COPIES).unlink()
    for room in (makings, copies, older_file):
        monkeypatch.setattr(room, "prove", breaking(room.prove, is_hers))
    exit_code, told = run(root, "build", "linde")
    assert exit_code == 3, told
    assert told.count("HB559") == 1
    assert "Populier" in says(root / "output/linde/KH-01.docx")
    assert run(root, "status", "linde")[0] in (0, 1)


@pytest.mark.parametrize("words", [["build", "linde"], ["status", "linde"]])
def test_a_fault_of_ours_with_a_copy_under_another_name_is_told_of_that_copy(
    root: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    run(root, "build", "linde")
    shutil.copy(root / ODD_FILE, root / "output/linde/Mijn aanmelding.docx")
    monkeypatch.setattr(other_name, "lacking", breaking(other_name.lacking, is_hers))
    exit_code, told = run(root, *words)
    assert exit_code != 70, told
    assert "Mijn aanmelding.docx: bij dit document ging iets mis" in told


def test_a_fault_of_ours_with_a_workbook_is_told_of_that_workbook(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(root, "build", "linde")
    sheet = next((root / "output/linde").glob("KH-*.xlsx")).name
    is_odd = lambda file, _: sheet in file  # noqa: E731
    monkeypatch.setattr(status, "sheet_by_hand", breaking(status.sheet_by_hand, is_odd))
    exit_code, told = run(root, "status", "linde")
    assert exit_code == 1, told
    assert f"output/linde/{sheet}: bij dit document ging iets mis" in told
    assert "HB519" not in told


def test_a_fault_of_ours_with_a_file_keeps_back_that_file_alone(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(root, "build", "linde")
    monkeypatch.setattr(fitness, "live", breaking(fitness.live, lambda file, _: "PP-01" in file))
    exit_code, told = run(root, "publish", "linde", "../hier", "--drafts", "--yes")
    assert exit_code not in (0, 70), told
    assert "HB559" in told
    gone = {path.name for path in (tmp_path / "hier").rglob("*.docx")}
    assert "PP-01.docx" not in gone
    assert {"F-01.docx", "KH-01.docx"} <= gone


def test_a_fault_of_ours_in_a_look_before_an_approval_is_told_of_that_document(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(root, "build", "linde")
    assert run(root, "approve", "linde", "F-01", "PP-01", *DECIDED)[0] == 0
    monkeypatch.setattr(approved_files, "same_words", breaking(approved_files.same_words, is_hers))
    exit_code, told = run(
        root, "approve", "linde", "F-01", "PP-01", "--by", "C. Raad", *DECIDED[2:]
    )
    assert exit_code == 1, told
    assert "output/linde/PP-01.docx: bij dit document ging iets mis" in told
    assert "HB519" not in told


def test_a_fault_is_told_by_its_kind_and_its_places_alone() -> None:
    fault = attempt(lambda: said_in(b"PK geheim"))
    assert re.fullmatch(
        r"Fault\(what='ValueError; inspection/file_text\.py:\d+, opc\.py:\d+'\)", str(fault)
    )
