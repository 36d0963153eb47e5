"""A working folder of an earlier program goes on working: no error, no word lost, no new version.

The folders lie in tests/eerder/; its README.md says what is in them. What a test changes it changes
in a copy, so that all look at one folder that was unpacked and built.
"""

import json
import re
import shutil
import tarfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from decided import decided

from handbook.errors import Problem
from handbook.loading.workspace import open_workspace
from handbook.model.documents.build import Outcome
from handbook.pipeline.approval.approve import Asked, approve_documents
from handbook.pipeline.approval.reasons_to_refuse import SUBJECTS
from handbook.pipeline.build.build import build
from handbook.pipeline.check.finished_files import inspect
from handbook.pipeline.organisation.context import Request
from handbook.pipeline.publishing.publish import offer, publish
from handbook.pipeline.questionnaire.take_in import take
from handbook.pipeline.safeguards.sources import check
from handbook.pipeline.status import statuses
from handbook.publishing.address import open_target
from handbook.word.package.markup import parse, qualified
from handbook.word.package.package import read

FOLDERS = sorted((Path(__file__).parent / "eerder").glob("*.tar.xz"))
NAME = "linde"
OURS = "handbook"
QUESTIONNAIRE = f"output/{NAME}/Vragenlijst/vragenlijst-{NAME}.docx"
MADE = {"nieuw", "ongewijzigd", "gewijzigd", "behouden", "samengevoegd", "voorstel"}
# A number, a day and a state that a document prints of itself are no words of its text.
CONTROL = re.compile(
    r"\d+\.\d+  ·  .*|.*  ·  (concept|ter vaststelling|vastgesteld)|\d{1,2} [a-z]+ \d{4}"
)


@dataclass(frozen=True)
class Earlier:
    """A folder of before with the host it was published to, and what its makers told of it."""

    root: Path
    story: Mapping[str, Any]

    @property
    def work(self) -> Path:
        return self.root / "werkmap"

    @property
    def day(self) -> date:
        return date.fromisoformat(self.story["day"]) + timedelta(days=30)

    def builds(self, name: str) -> Outcome:
        """Make what its makers had made; the register is about all documents all the same."""
        request = Request(only=frozenset(self.story["made"][name]))
        place = open_workspace(self.work)
        [outcome] = build(place, [name], today=self.day, request=request)
        return outcome

    def approves(self, code: str) -> Outcome:
        despite = dict.fromkeys(SUBJECTS, "besproken in het team")
        asked = Asked(codes=frozenset({code}), approver="B. Stuur", day=self.day, despite=despite)
        return approve_documents(open_workspace(self.work), NAME, asked, today=self.day)

    def publishes(self) -> tuple[int, dict[str, int]]:
        """Return the exit code of a publish to the host of before, and how often it did what."""
        target = replace(open_target(str(self.root / "gepubliceerd")), wait=lambda _: None)
        plan = publish(offer(open_workspace(self.work), NAME), target, lambda _: True)
        return plan.exit_code, dict(Counter(step.act for step in plan.steps))

    def document(self, name: str) -> bytes:
        return (self.work / "output" / name).read_bytes()

    def register(self, name: str) -> dict[str, dict[str, Any]]:
        """Return what the register says of each document, by the library's id."""
        text = (self.work / f"organisations/{name}/register.yaml").read_text(encoding="utf-8")
        return {each["document"]: each for each in yaml.safe_load(text)["documenten"]}

    def hers(self) -> dict[str, dict[str, int]]:
        """Return how often each passage of hers stands in the file in which she typed it."""
        return {
            name: {text: lines(self.document(name)).count(text) for text in texts}
            for name, texts in self.story["hers"].items()
        }

    def never_changes(self) -> dict[str, bytes]:
        """Return the archives: what was approved, for ever."""
        paths = sorted(self.work.glob("organisations/*/archief/*/*"))
        return {path.relative_to(self.work).as_posix(): path.read_bytes() for path in paths}

    def errors(self) -> set[str]:
        """Return what `check` and `check --output` call an error, as the story tells them."""
        place = open_workspace(self.work)
        told = [*check(place), *inspect(place, today=self.day)]
        return {named(each) for one in told for each in one.problems if each.weight == "fout"}


@dataclass(frozen=True)
class Gone:
    """What became of a folder when today's program built it."""

    earlier: Earlier
    registers: Mapping[str, Mapping[str, dict[str, Any]]]
    hers: Mapping[str, Mapping[str, int]]
    archive: Mapping[str, bytes]
    outcomes: Mapping[str, Outcome]


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda path: path.name.partition(".")[0])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Gone:
    root = tmp_path_factory.mktemp("eerder")
    with tarfile.open(request.param) as archive:
        archive.extractall(root, filter="data")
    earlier = Earlier(root, json.loads((root / "story.json").read_text(encoding="utf-8")))
    registers = {name: earlier.register(name) for name in earlier.story["exit_codes"]}
    hers, archived = earlier.hers(), earlier.never_changes()
    return Gone(
        earlier, registers, hers, archived, {name: earlier.builds(name) for name in registers}
    )


@pytest.fixture
def earlier(built: Gone, tmp_path: Path) -> Earlier:
    return replace(built.earlier, root=Path(shutil.copytree(built.earlier.root, tmp_path / "w")))


def lines(data: bytes) -> str:
    """Return all that stands in the text of a Word file, and what people say in its comments."""
    parts = read(data)
    stories = [parse(parts["word/document.xml"])]
    if "word/comments.xml" in parts:
        comments = parse(parts["word/comments.xml"])
        stories += [each for each in comments if each.get(qualified("w:author")) != OURS]
    texts = qualified("w:t"), qualified("w:delText")
    paragraphs = [each for story in stories for each in story.iter(qualified("w:p"))]
    return "\n".join("".join(each.itertext(*texts)) for each in paragraphs)


def words(data: bytes) -> list[str]:
    """Return what a reader reads of a document, but for what it prints of its own version."""
    return [line for line in decided(data, accept=True) if not CONTROL.fullmatch(line)]


def named(problem: Problem) -> str:
    return f"{problem.code} {problem.place.file}"


def lost(before: object, after: object, place: str = "") -> Iterator[str]:
    """Yield what a register said and no longer says; what it says besides is its own affair.

    The fingerprint of a text may be written in another way.
    """
    if isinstance(before, dict) and isinstance(after, dict):
        for key, value in before.items():
            if key != "inhoud":
                yield from lost(value, after.get(key), f"{place}.{key}")
    elif isinstance(before, list) and isinstance(after, list) and len(before) <= len(after):
        for number, (one, other) in enumerate(zip(before, after, strict=False)):
            yield from lost(one, other, f"{place}[{number}]")
    elif before != after:
        yield f"{place}: {before!r} became {after!r}"


def test_there_is_a_folder_of_before() -> None:
    assert "2683c60.tar.xz" in [path.name for path in FOLDERS]


def test_a_folder_of_before_is_built_without_an_error(built: Gone) -> None:
    told = [each for outcome in built.outcomes.values() for each in outcome.problems]
    assert [named(each) for each in told if each.weight == "fout"] == []
    done = {name: outcome.exit_code for name, outcome in built.outcomes.items()}
    assert done == built.earlier.story["exit_codes"]
    actions = {one.action for each in built.outcomes.values() for one in each.documents}
    assert actions <= MADE


def test_a_register_of_before_loses_nothing(built: Gone) -> None:
    for name, register in built.registers.items():
        assert list(lost(register, built.earlier.register(name))) == []


def test_no_version_is_raised_where_no_word_changed(built: Gone) -> None:
    register = built.earlier.register(NAME)
    for item, entry in built.registers[NAME].items():
        now = register[item]
        if len(now["versies"]) > len(entry["versies"]):
            frozen = entry["versies"][-1]["archief"][0]["bestand"]
            approved = built.archive[f"organisations/{NAME}/archief/{entry['code']}/{frozen}"]
            working = built.earlier.document(f"{NAME}/{now['bestand']}")
            assert words(working) != words(approved), entry["code"]


def test_fingerprints_of_before_are_written_in_the_way_of_today(built: Gone) -> None:
    told = {
        entry["versies"][-1]["inhoud"].partition(":")[0]
        for name in built.registers
        for entry in built.earlier.register(name).values()
        if "vervallen_op" not in entry
    }
    assert told == {"2"}


def test_what_she_typed_stands_where_it_stood(built: Gone) -> None:
    assert all(count for counts in built.hers.values() for count in counts.values())
    assert built.earlier.hers() == built.hers


def test_what_was_approved_stays_as_it_was(built: Gone) -> None:
    assert built.archive
    assert built.earlier.never_changes() == built.archive


def test_a_second_build_writes_nothing(earlier: Earlier) -> None:
    def all_files() -> dict[str, bytes]:
        paths = [path for path in earlier.work.rglob("*") if path.is_file()]
        return {
            path.as_posix(): path.read_bytes() for path in paths if ".handbook" not in path.parts
        }

    before = all_files()
    for name in earlier.story["made"]:
        earlier.builds(name)
    assert all_files() == before


def test_a_change_of_the_source_is_merged_and_no_word_of_hers_is_lost(
    built: Gone, earlier: Earlier
) -> None:
    profile = earlier.work / f"organisations/{NAME}.yaml"
    text = profile.read_text(encoding="utf-8")
    for old, new in earlier.story["changes"].items():
        assert old in text
        text = text.replace(old, new)
    profile.write_text(text, encoding="utf-8")
    outcome = earlier.builds(NAME)
    assert outcome.exit_code == earlier.story["exit_codes"][NAME]
    assert earlier.hers() == built.hers
    arrived = {
        name: words_ in lines(earlier.document(name))
        for name, words_ in earlier.story["arrives"].items()
    }
    assert arrived == dict.fromkeys(arrived, True)
    merged = {each.path for each in outcome.documents if each.action == "samengevoegd"}
    assert merged >= {f"output/{name}" for name in arrived}


def test_one_more_document_is_approved_and_published_and_the_others_stay(
    built: Gone, earlier: Earlier
) -> None:
    code, acts = earlier.publishes()
    assert (code, set(acts)) == (0, {"ongewijzigd"})
    outcome = earlier.approves(earlier.story["to_approve"])
    assert (outcome.exit_code, len(outcome.documents)) == (0, 1)
    now = earlier.never_changes()
    assert {name: now.get(name) for name in built.archive} == dict(built.archive)
    assert len(now) == len(built.archive) + 1
    assert earlier.publishes() == (0, {"ongewijzigd": acts["ongewijzigd"], "nieuw": 1})


def test_a_questionnaire_that_was_out_is_read_back(earlier: Earlier) -> None:
    kept = earlier.work / f"organisations/{NAME}/antwoorden.yaml"
    before = yaml.safe_load(kept.read_text(encoding="utf-8"))["invullen"]
    taken = take(open_workspace(earlier.work), earlier.work / QUESTIONNAIRE)
    assert (taken.organisation, taken.exit_code) == (NAME, 0)
    answers = {each.id: each.after for each in taken.replies if each.state == "nieuw"}
    assert answers == earlier.story["answers_out"]
    after = yaml.safe_load(kept.read_text(encoding="utf-8"))["invullen"]
    assert after == {**before, **answers}


def test_status_finds_no_fault(built: Gone) -> None:
    told = list(statuses(open_workspace(built.earlier.work), [], today=built.earlier.day))
    assert [each.organisation for each in told] == sorted(built.outcomes)
    assert [named(problem) for each in told for problem in each.problems] == []
    assert {each.exit_code for each in told} == {0}


def test_check_finds_no_error_that_was_not_there(built: Gone) -> None:
    assert built.earlier.errors() <= set(built.earlier.story["errors"])
