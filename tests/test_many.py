"""Many organisations in one run: whoever does the work, the outcome is the same."""

import json
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from examples import DAY
from few_documents import CONTENT, few_documents

import handbook
from handbook.cli.app import main
from handbook.loading.workspace import open_workspace
from handbook.model.documents.build import Outcome
from handbook.pipeline.build import build as building
from handbook.pipeline.build import preparation
from handbook.pipeline.build.build import build
from handbook.pipeline.build.workers import jobs_for, worker_pool
from handbook.pipeline.organisation.context import Request

DOCUMENTS = ("OR-01", "F-31", "OR-05", "F-33", "01-00-organisatie", "01-01-diensten")
FEW = Request(only=frozenset({"OR-01", "KH-02"}))
LATER = date(2027, 3, 1)


def profile(name: str) -> str:
    return (
        f'naam: Stichting {name.title()}\nkvk: "0123{sum(map(ord, name)):04}"\nonderdelen: [140]\n'
        "activiteiten: {140: [buurtwerk]}\nkenmerken: [vrijwilligers]\n"
        f'locaties:\n  - {{naam: Huis, adres: "Laan 1, 1234 AB {name}"}}\n'
    )


# Another name with the same KvK number: the same organisation.
RENAMED = profile("hanna").replace("01230518", "01230414")


def workspace(root: Path, *names: str) -> Path:
    (root / "organisations").mkdir(parents=True)
    for name in names:
        (root / "organisations" / f"{name}.yaml").write_text(profile(name), encoding="utf-8")
    return root


def contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".handbook" not in path.parts
    }


NAMES = ("anna", "bert", "carla", "dirk", "els", "frits")


@pytest.fixture(scope="module", autouse=True)
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with few_documents(tmp_path_factory.mktemp("pakketten") / "packs", *DOCUMENTS) as home:
        yield home / CONTENT


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Outcome], dict[str, bytes]]:
    """Return what this process makes of six organisations, one of them broken."""
    root = workspace(tmp_path_factory.mktemp("alleen") / "w", *NAMES)
    (root / "organisations/carla.yaml").write_text("naam: [", encoding="utf-8")
    outcomes = list(build(open_workspace(root), today=DAY, request=FEW))
    return outcomes, contents(root)


class Broken(Executor):
    """An executor whose workers the system ends after the first task."""

    def __init__(self) -> None:
        self.given = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        self.given += 1
        future: Future[Any] = Future()
        if self.given == 1:
            future.set_result(fn(*args, **kwargs))
        else:
            future.set_exception(BrokenExecutor())
        return future


@pytest.mark.parametrize("kind", ["threads", "processes", "broken"])
def test_any_executor_gives_the_same_outcomes_in_the_same_order_and_the_same_files(
    tmp_path: Path, kind: str, alone: tuple[list[Outcome], dict[str, bytes]]
) -> None:
    root = workspace(tmp_path / "w", *NAMES)
    (root / "organisations/carla.yaml").write_text("naam: [", encoding="utf-8")
    makers = {"threads": lambda: ThreadPoolExecutor(3), "processes": lambda: worker_pool(2)}
    if kind == "broken":
        outcomes = list(build(open_workspace(root), today=DAY, request=FEW, executor=Broken()))
    else:
        with makers[kind]() as executor:
            made = build(open_workspace(root), today=DAY, request=FEW, executor=executor)
            outcomes = list(made)
    assert (outcomes, contents(root)) == alone


def test_only_so_many_organisations_are_under_way_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = workspace(tmp_path / "w", *(f"org-{number}" for number in range(12)))
    monkeypatch.setattr(building, "AHEAD", 5)
    given = []

    class Counting(Broken):
        def submit(self, _: Callable[..., Any], /, *args: Any, **__: Any) -> "Future[Any]":
            given.append(args[0])
            future: Future[Any] = Future()
            outcome = Outcome(organisation=args[0])
            future.set_result(preparation.Prepared(name=args[0], outcome=outcome))
            return future

    seen = 0
    most = 0
    for _ in build(open_workspace(root), today=DAY, executor=Counting()):
        most = max(most, len(given) - seen)
        seen += 1
    assert (seen, len(given), most) == (12, 12, 5)


def test_packs_that_change_under_way_stop_the_workers(tmp_path: Path, library: Path) -> None:
    root = workspace(tmp_path / "w", *NAMES)
    opened = open_workspace(root)
    head = (library / "pack.yaml").read_text(encoding="utf-8")
    write(root, "packs/eigen/pack.yaml", head.replace("id: inhoud-welzijn", "id: eigen"))
    with ThreadPoolExecutor(2) as executor:
        outcomes = list(build(opened, today=DAY, request=FEW, executor=executor))
    assert {each.problems[0].code for each in outcomes} == {"HB515"}
    assert not list((root / "output").rglob("*.docx"))


def test_a_fault_of_ours_with_one_organisation_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = workspace(tmp_path / "w", "anna", "bert")
    sound = preparation.open_organisation

    def faulty(opened: Any, name: str, *rest: Any) -> Any:
        if name == "anna":
            raise KeyError("Zwanebloemweg 118")
        return sound(opened, name, *rest)

    monkeypatch.setattr(preparation, "open_organisation", faulty)
    anna, bert = build(open_workspace(root), today=DAY, request=FEW)
    assert (anna.exit_code, anna.problems[0].code, bert.exit_code) == (70, "HB519", 0)
    assert "Zwanebloemweg" not in repr(anna)


@pytest.mark.parametrize(
    ("asked", "organisations", "jobs"), [(0, 1, 1), (0, 3, 1), (3, 2, 2), (2, 200, 2), (1, 99, 1)]
)
def test_few_organisations_need_no_second_process(
    asked: int, organisations: int, jobs: int
) -> None:
    assert jobs_for(asked, organisations) == jobs


# --- What a build without a change rests on ---


@pytest.fixture(scope="module")
def built(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = workspace(tmp_path_factory.mktemp("gebouwd") / "w", "anna")
    own = (library / "procedures/OR-01.yaml").read_bytes()
    write(root, "organisations/anna/inhoud/procedures/OR-01.yaml", own)
    [outcome] = build(open_workspace(root), today=DAY)
    assert outcome.exit_code == 0
    return root


@pytest.fixture
def root(tmp_path: Path, built: Path) -> Path:
    shutil.copytree(built, tmp_path / "w", copy_function=shutil.copy2)
    # A copy is not the same file; what is remembered of it is made anew.
    list(build(open_workspace(tmp_path / "w"), today=LATER))
    return tmp_path / "w"


def write(root: Path, path: str, text: str | bytes) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(text.encode() if isinstance(text, str) else text)


def plan(root: Path) -> tuple[dict[str, str], bool]:
    """Return the action by path of what a build would do, and whether anything was read for it."""
    read = []
    sound = preparation.open_organisation

    def watched(*given: Any) -> Any:
        read.append(given)
        return sound(*given)

    preparation.open_organisation = watched
    try:
        [outcome] = build(open_workspace(root), today=LATER, request=Request(write=False))
    finally:
        preparation.open_organisation = sound
    return {each.path: each.action for each in outcome.documents}, bool(read)


def forgotten(root: Path) -> dict[str, str]:
    """Return what a build would do that remembers nothing."""
    shutil.rmtree(root / "output/.handbook")
    return plan(root)[0]


def test_where_nothing_changed_nothing_is_read_and_the_outcome_is_the_same(root: Path) -> None:
    actions, read = plan(root)
    assert (set(actions.values()), read) == ({"ongewijzigd"}, False)
    assert actions == forgotten(root)


def replaced(path: str, old: str, new: str) -> Callable[[Path], None]:
    def how(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert old in text
        write(root, path, text.replace(old, new, 1))

    return how


def edited(root: Path) -> None:
    path = root / "output/anna/OR-01.docx"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)  # in place, and as long as it was


def touched(root: Path) -> None:
    path = root / "output/anna/OR-01.docx"
    path.write_bytes(path.read_bytes())


def own_template(root: Path) -> None:
    shutil.copy(Path(handbook.__file__).parents[1] / "templates/procedure.docx", root)
    write(root, "templates/procedure.docx", (root / "procedure.docx").read_bytes())


CHANGES: dict[str, tuple[Callable[[Path], None], str]] = {
    "profile": (
        replaced("organisations/anna.yaml", "Stichting Anna", "Stichting Hanna"),
        "gewijzigd",
    ),
    "own content": (
        replaced("organisations/anna/inhoud/procedures/OR-01.yaml", "titel: ", "titel: Eigen "),
        "gewijzigd",
    ),
    "register": (
        replaced("organisations/anna/register.yaml", "2026-11-23", "2026-11-22"),
        "gewijzigd",
    ),
    "register gone": (lambda root: (root / "organisations/anna/register.yaml").unlink(), ""),
    "template": (own_template, ""),
    "document gone": (lambda root: (root / "output/anna/OR-01.docx").unlink(), "nieuw"),
    "document edited": (edited, ""),
    "document saved": (touched, ""),
    "stranger": (lambda root: write(root, "output/anna/brief.docx", b"x"), ""),
    "pages": (lambda root: write(root, "organisations/anna/paginas.json", b"{}"), ""),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changed_is_seen(root: Path, change: str) -> None:
    how, action = CHANGES[change]
    how(root)
    actions, read = plan(root)
    assert read
    assert actions == forgotten(root)
    assert not action or action in actions.values()


def test_a_change_while_the_build_runs_is_seen_by_the_next(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = building.carry_out

    def meanwhile(*given: Any) -> Any:
        write(root, "organisations/anna.yaml", RENAMED)
        edited(root)
        return sound(*given)

    write(root, "organisations/anna.yaml", profile("anna").replace("vrijwilligers", "stagiairs"))
    monkeypatch.setattr(building, "carry_out", meanwhile)
    list(build(open_workspace(root), today=LATER))
    monkeypatch.undo()
    actions, read = plan(root)
    assert read
    assert actions == forgotten(root)
    assert "gewijzigd" in actions.values()


@pytest.mark.parametrize("note", [b"", b"{}", b'{"versie": 2}', b"[", b"\xff\xfe", b"null"])
def test_a_note_that_cannot_be_read_is_no_note(root: Path, note: bytes) -> None:
    (root / "output/.handbook/anna.json").write_bytes(note)
    actions, read = plan(root)
    assert (set(actions.values()), read) == ({"ongewijzigd"}, True)


def test_what_could_not_be_written_is_tried_again(root: Path) -> None:
    write(root, "organisations/anna.yaml", RENAMED)
    write(root, "output/anna/~$OR-01.docx", b"\x04Anna")
    [first] = build(open_workspace(root), today=LATER)
    assert "mislukt" in {each.action for each in first.documents}
    (root / "output/anna/~$OR-01.docx").unlink()
    [second] = build(open_workspace(root), today=LATER)
    assert {each.action for each in second.documents} == {"ongewijzigd", "gewijzigd"}


def reasons(root: Path) -> Iterator[tuple[str, str]]:
    [outcome] = build(open_workspace(root), today=LATER, request=Request(write=False))
    return ((each.code, each.reason) for each in outcome.documents if each.action == "gewijzigd")


def test_the_reason_names_the_key_of_the_profile_that_changed(root: Path) -> None:
    replaced("organisations/anna.yaml", "Laan 1,", "Laan 2,")(root)
    assert dict(reasons(root))["KH-01"] == "locaties gewijzigd in het profiel"


def test_the_reason_names_the_procedure_and_the_template_that_changed(root: Path) -> None:
    replaced("organisations/anna/inhoud/procedures/OR-01.yaml", "titel: ", "titel: Eigen ")(root)
    told = dict(reasons(root))
    assert told["OR-01"] == "OR-01 gewijzigd in de eigen tekst"
    data = (Path(handbook.__file__).parents[1] / "templates/formulier.docx").read_bytes()
    write(root, "templates/formulier.docx", data + b" ")
    assert set(dict(reasons(root)).values()) >= {"sjabloon formulier.docx gewijzigd"}


# --- What a person sees of it ---


def test_many_organisations_get_a_line_each_and_what_is_wrong_stands_at_the_end(
    tmp_path: Path,
) -> None:
    root = workspace(tmp_path / "w", *NAMES)
    (root / "organisations/carla.yaml").write_text("naam: [", encoding="utf-8")
    run = CliRunner()
    words = ["-C", str(root), "build", "--only", "OR-01", "--only", "KH-02", "-j", "1"]
    first = run.invoke(main, words)
    lines = first.output.splitlines()
    assert first.exit_code == 1
    assert lines[:3] == ["✓ anna: 3 nieuw", "✓ bert: 3 nieuw", "✗ carla: 1 fout"]
    assert "6 organisaties: 15 nieuw" in lines
    wrong = lines.index("1 organisatie vraagt aandacht")
    assert "✗ carla: 1 fout" in lines[wrong:]
    assert any("organisations/carla.yaml:1:7" in line for line in lines[wrong:])
    again = run.invoke(main, words).output.splitlines()
    assert again[:2] == ["✗ carla: 1 fout", "6 organisaties: 15 ongewijzigd"]


def test_data_for_other_programs_holds_every_organisation(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", *NAMES)
    words = ["-C", str(root), "build", "--only", "OR-01", "--json", "--jobs", "2"]
    told = json.loads(CliRunner().invoke(main, words).stdout)
    assert [each["organisatie"] for each in told["organisaties"]] == list(NAMES)


def test_a_plan_of_many_counts_what_a_template_would_change_and_whose_work_it_meets(
    tmp_path: Path,
) -> None:
    root = workspace(tmp_path / "w", *NAMES)
    only = ["--only", "OR-01", "--only", "KH-02"]
    run = CliRunner()
    assert run.invoke(main, ["-C", str(root), "build", *only]).exit_code == 0
    template = Path(handbook.__file__).parents[1] / "templates/procedure.docx"
    write(root, "templates/procedure.docx", template.read_bytes() + b" ")
    changed = Document(str(root / "output/bert/OR-01.docx"))
    changed.add_paragraph("van mij")
    changed.save(str(root / "output/bert/OR-01.docx"))
    before = contents(root)
    result = run.invoke(main, ["-C", str(root), "plan", *only])
    lines = [" ".join(line.split()) for line in result.output.splitlines()]
    assert lines[0] == "6 van 6 organisaties, 6 documenten, waarvan 1 met eigen wijzigingen"
    assert "6 6 1 sjabloon procedure.docx gewijzigd" in lines
    assert "1 1 bert" in lines
    assert (result.exit_code, contents(root)) == (0, before)
