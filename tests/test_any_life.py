"""Whatever is built, edited, approved, changed, lost or published: what is approved stays so."""

import io
import shutil
import tempfile
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

from docx import Document
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from loading.world import CONTENT_PACK, GOOD, NORM_PACK, PROCEDURE, write

from handbook import storage
from handbook.errors import HandbookError
from handbook.loading.packs import pack_reading
from handbook.loading.workspace import open_workspace, read_profile
from handbook.model.documents.build import Outcome
from handbook.model.sources.register import Entry, Link, Version
from handbook.pipeline.adoption.adopt import adopt
from handbook.pipeline.approval import approve
from handbook.pipeline.approval.approve import Asked, approve_documents
from handbook.pipeline.approval.reasons_to_refuse import SUBJECTS
from handbook.pipeline.build.build import build
from handbook.pipeline.publishing.publish import offer, publish
from handbook.pipeline.records.archived_files import look
from handbook.pipeline.records.cross_check import unsound
from handbook.pipeline.records.register_rebuild import rebuild
from handbook.pipeline.rename.rename import rename
from handbook.pipeline.restore import restore
from handbook.publishing.address import open_target

NIGHT = (
    PROCEDURE.replace("id: PP-01", "id: PP-02")
    .replace("titel: Aanmelding", 'titel: Nachtopvang\nwanneer: {onderdelen: ["139"]}')
    .replace("dekt: [intake-aanmelding]", "dekt: [intake-wachttijd]")
)
CONTENT = CONTENT_PACK | {"procedures/PP-02.yaml": NIGHT}
ITEMS = ("PP-01", "PP-02", "F-01", "KH-01")
NAME = "linde"
HERS = ("Ook op zaterdag.", "Bel eerst.")


class Life(RuleBasedStateMachine):
    """One small organisation, a step a day. What was ever approved is remembered here."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.root = self.home / "w"
        write(self.home / "packs" / "norm-mini", NORM_PACK)
        write(self.home / "packs" / "inhoud-mini", CONTENT)
        self.patched = patch.multiple(
            pack_reading, OWN_PACKS=self.home / "packs", installed_packs=tuple
        )
        self.patched.start()
        self.day = date(2026, 1, 1)
        self.facts = {"naam": "Stichting De Linde", "onderdelen": "[138]", "kleur": "1F5673"}
        self.prefix = ""
        self.settled = False  # a build or an approval was the last thing that happened
        self.touched: set[str] = set()
        self.codes: dict[str, str] = {}
        self.approved: dict[str, tuple[Version, ...]] = {}
        self.frozen: dict[str, bytes] = {}
        self.chain: tuple[Link, ...] = ()

    def teardown(self) -> None:
        self.patched.stop()
        shutil.rmtree(self.home)

    @initialize()
    def begins(self) -> None:
        self._write_profile()
        self._build()

    # What happens.

    @rule()
    def builds(self) -> None:
        lost = self._words_of_what_is_lost()
        self._build()
        for item, words in lost.items():
            path = self._path(item)
            assert path is None or not path.is_file() or words <= _words(path.read_bytes())
        before = self._files()
        self._build()
        assert self._files() == before
        for entry in self._entries():
            assert entry.dropped or entry.item not in self.touched or not entry.current.approved

    @rule(item=st.sampled_from(ITEMS), words=st.sampled_from(HERS))
    def writes_in_word(self, item: str, words: str) -> None:
        path = self._path(item)
        if path and path.is_file():
            document = Document(str(path))
            document.add_paragraph(words)
            document.save(str(path))
            self.touched.add(item)
            self.settled = False

    @rule(
        items=st.sets(st.sampled_from(ITEMS)),
        number=st.sampled_from(("", "", "", "1.5", "3.0")),
        moment=st.one_of(st.none(), st.none(), st.integers(0, 25)),
    )
    def approves(self, items: set[str], number: str, moment: int | None) -> None:
        self._next_day()
        known = set(ITEMS) - (set() if "139" in self.facts["onderdelen"] else {"PP-02"})
        asked = Asked(
            codes=frozenset(items & known),
            approver="B. Stuur",
            day=self.day,
            number=number,
            despite=dict.fromkeys(SUBJECTS, "besproken"),
        )
        outcome = self._approve(asked, moment)
        if outcome is not None:
            told = {problem.code for problem in outcome.problems}
            assert told <= {"HB570"}, outcome.problems
            self.touched -= {document.item for document in outcome.documents}
            self.settled = bool(outcome.documents)

    @rule(
        fact=st.sampled_from(
            (
                ("naam", "Stichting De Linde"),
                ("naam", "Stichting De Berk"),
                ("onderdelen", "[138]"),
                ("onderdelen", "[138, 139]"),
                ("kleur", "AA2200"),
                ("kleur", "1F5673"),
            )
        )
    )
    def changes_profile(self, fact: tuple[str, str]) -> None:
        self.facts[fact[0]] = fact[1]
        self._write_profile()

    @rule(prefix=st.sampled_from(("", "A-", "a-", "P")))
    def changes_prefix(self, prefix: str) -> None:
        self.prefix = prefix
        self._write_profile()

    @rule(words=st.sampled_from(("Reageer binnen", "Antwoord vriendelijk binnen")))
    def has_a_newer_library(self, words: str) -> None:
        text = PROCEDURE.replace("Reageer binnen", words)
        write(self.home / "packs" / "inhoud-mini", {"procedures/PP-01.yaml": text})
        self.settled = False

    @rule(item=st.sampled_from(ITEMS), standing=st.booleans())
    def loses_a_file(self, item: str, standing: bool) -> None:  # noqa: FBT001
        path = self._path(item)
        if path and standing:
            path = path.parent / "vastgesteld" / path.name
        if path and path.is_file():
            path.unlink()
            self.touched -= set() if standing else {item}
            self.settled = False

    @rule(item=st.sampled_from(ITEMS))
    def restores(self, item: str) -> None:
        path = self._path(item)
        if path:
            with suppress(HandbookError):
                restore(open_workspace(self.root), NAME, path.stem)
            self.touched.discard(item)
            self.settled = False

    @rule(item=st.sampled_from(ITEMS))
    def adopts(self, item: str) -> None:
        place = open_workspace(self.root)
        with suppress(HandbookError):
            adopt(place, NAME, item, today=self.day, write=True)
        self.settled = False

    @precondition(lambda self: self.frozen)
    @rule(drafts=st.booleans())
    def publishes(self, drafts: bool) -> None:  # noqa: FBT001
        target = open_target(str(self.home / ("drafts" if drafts else "host")))
        given = offer(open_workspace(self.root), NAME, drafts=drafts)
        publish(given, target, lambda _: True)

    @precondition(lambda self: any(self._approved(entry) for entry in self._entries()))
    @rule()
    def loses_the_register(self) -> None:
        before = {entry.item: self._approved(entry) for entry in self._entries()}
        (self.root / "organisations" / NAME / "register.yaml").unlink()
        # No file here prints the KvK number: after a new name somebody has to say whose it is.
        rename(open_workspace(self.root), NAME, NAME, lambda _: True)
        rebuild(open_workspace(self.root), NAME, lambda _: True, today=self.day)
        after = {entry.item: self._approved(entry) for entry in self._entries()}
        assert {item: after.get(item, []) for item in before} == before
        # What no file tells is other from here on: the day it was written, and what was waived.
        self.approved, self.chain, self.settled = {}, (), False

    # What holds.

    @invariant()
    def what_is_approved_never_changes(self) -> None:
        archive = self._archive()
        assert {name: archive.get(name) for name in self.frozen} == self.frozen
        for entry in self._entries():
            before = self.approved.get(entry.item, ())
            now = tuple(each for each in entry.versions if each.approved)
            assert now[: len(before)] == before
            numbers = [tuple(map(int, each.number.split("."))) for each in entry.versions]
            assert numbers == sorted(set(numbers))
            assert all(each.approved for each in entry.versions[:-1])
            self.approved[entry.item] = now

    @invariant()
    def register_and_archive_prove_each_other(self) -> None:
        register = read_profile(open_workspace(self.root), NAME).register
        found = unsound(self.root, NAME, register, look(self.root, NAME))
        assert [each for each in found if "een vaststelling brak af" not in each.what] == []
        assert not (found and self.settled)
        assert register.chain[: len(self.chain)] == self.chain
        self.chain = register.chain

    @invariant()
    def a_code_is_for_ever(self) -> None:
        codes = {entry.item: entry.code for entry in self._entries()}
        assert {item: codes.get(item) for item in self.codes} == self.codes
        assert len({code.casefold() for code in codes.values()}) == len(codes)
        self.codes = codes

    @invariant()
    def archive_and_register_say_the_same(self) -> None:
        if not self.settled:
            return
        archive = self._archive()
        assert {name: storage.sha256(data) for name, data in archive.items()} == {
            f"{entry.code}/{frozen.filename}": frozen.digest
            for entry in self._entries()
            for version in entry.versions
            for frozen in version.frozen
        }
        standing = self.root / "output" / NAME / "vastgesteld"
        for entry in self._entries():
            for frozen in entry.approved.frozen if entry.approved and not entry.dropped else ():
                name = Path(entry.filename).with_suffix(Path(frozen.filename).suffix)
                assert (standing / name).read_bytes() == archive[f"{entry.code}/{frozen.filename}"]
        self.frozen = archive

    def _words_of_what_is_lost(self) -> dict[str, set[str]]:
        """Return what she wrote in the valid version of each document whose own file is gone."""
        archive = self._archive()
        return {
            entry.item: _words(archive[f"{entry.code}/{entry.approved.frozen[0].filename}"])
            for entry in self._entries()
            if entry.approved
            and not entry.dropped
            and not (self.root / "output" / NAME / entry.filename).is_file()
        }

    def _approved(self, entry: Entry) -> list[tuple[object, ...]]:
        return [
            (each.number, each.approver, each.approved, each.review, each.reason, each.frozen)
            for each in entry.versions
            if each.approved
        ]

    def _next_day(self) -> None:
        self.day += timedelta(days=1)

    def _build(self) -> None:
        self._next_day()
        [outcome] = build(open_workspace(self.root), today=self.day)
        assert outcome.exit_code in (0, 3), outcome.problems
        self.settled = True

    def _approve(self, asked: Asked, moment: int | None) -> Outcome | None:
        """Return what came of an approval; None where the power went at writing `moment`."""
        place = open_workspace(self.root)
        if moment is None:
            return approve_documents(place, NAME, asked, today=self.day)
        real, undo, calls = storage.put, approve.undo, iter(range(10_000))
        off: list[int] = []

        def crash(path: Path, data: bytes, *, expected: str | None) -> None:
            if next(calls) == moment:
                off.append(moment)
                raise SystemExit
            real(path, data, expected=expected)

        def with_power(root: Path, name: str) -> None:
            if not off:
                undo(root, name)

        self.settled = False
        self.touched.clear()  # what it would have approved may be in the files already
        taken_back = patch.object(approve, "undo", with_power)
        with patch.object(storage, "put", crash), taken_back, suppress(SystemExit):
            approve_documents(place, NAME, asked, today=self.day)
        return None

    def _write_profile(self) -> None:
        lines = GOOD.replace("01234567", '"01234567"').replace(
            "naam: Stichting De Linde", f"naam: {self.facts['naam']}"
        )
        lines = lines.replace("[138]", self.facts["onderdelen"])
        lines += f'huisstijl: {{kleuren: {{primair: "#{self.facts["kleur"]}"}}}}\n'
        if self.prefix:
            lines += f"documentbeheer: {{voorvoegsel: {self.prefix}}}\n"
        write(self.root / "organisations", {f"{NAME}.yaml": lines})
        self.settled = False

    def _entries(self) -> tuple[Entry, ...]:
        return read_profile(open_workspace(self.root), NAME).register.entries

    def _path(self, item: str) -> Path | None:
        entry = next((each for each in self._entries() if each.item == item), None)
        return self.root / "output" / NAME / entry.filename if entry else None

    def _archive(self) -> dict[str, bytes]:
        home = self.root / "organisations" / NAME / "archief"
        return {
            path.relative_to(home).as_posix(): path.read_bytes()
            for path in sorted(home.rglob("*"))
            if path.is_file() and not path.name.startswith(".")
        }

    def _files(self) -> dict[str, tuple[bytes, int]]:
        return {
            path.relative_to(self.root).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and ".handbook" not in path.parts
        }


def _words(data: bytes) -> set[str]:
    lines = [each.text for each in Document(io.BytesIO(data)).paragraphs]
    return {words for words in HERS if words in lines}


TestAnyLife = Life.TestCase
TestAnyLife.settings = settings(
    max_examples=4,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
