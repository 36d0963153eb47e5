"""Two years of one organisation: register, documents, archive and host hold what they should."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from officer import Officer
from small_set import CONTENT, small_set
from word.merging.material import shown

from handbook.loading.workspace import open_workspace, read_profile
from handbook.model.features.publishing import Plan
from handbook.model.sources.register import Entry, Register
from handbook.pipeline.approval.approve import Asked, approve_documents
from handbook.pipeline.approval.reasons_to_refuse import SUBJECTS
from handbook.pipeline.check.finished_files import inspect
from handbook.pipeline.publishing.publish import offer, publish
from handbook.pipeline.status import statuses
from handbook.publishing.address import open_target
from handbook.word.package.package import read

PROFILE = """\
naam: Stichting De Berk
korte_naam: De Berk
kvk: "12345678"
onderdelen: [140]
kenmerken: [vrijwilligers]
activiteiten: {140: [buurtwerk, vrijwilligerscentrale]}
locaties:
  - {naam: Buurthuis, adres: "Laan 1, 1234 AB Berkdorp"}
missie: Iedereen in Berkdorp doet mee.
documentbeheer: {herziening: 12 maanden}
termijnen: {SW-04.match: 6 weken}
"""
HERS = "Loop gerust binnen bij het buurthuis."


class Life(Officer):
    """An officer with a host; whatever was approved is looked at again after every step."""

    def __init__(self, root: Path) -> None:
        super().__init__(root, "berk", PROFILE)
        self.host = root.parent / "host"
        self._frozen: dict[str, bytes] = {}

    def builds_on(self, day: date) -> dict[str, int]:
        counts = self.builds(day.year, day.month)
        self._nothing_approved_changed()
        return counts

    def approves(self, day: date) -> Counter[str]:
        """Approve all concepts; return how many versions there are with each number."""
        despite = dict.fromkeys(SUBJECTS, "besproken in het team")
        asked = Asked(approver="B. Stuur", day=day, despite=despite)
        outcome = approve_documents(open_workspace(self.root), "berk", asked, today=day)
        assert outcome.exit_code == 0, outcome.problems
        self._nothing_approved_changed()
        assert self._stands() == {
            entry.filename: self._archived(entry) for entry in self.alive() if entry.approved
        }
        return Counter(entry.current.number for entry in self.alive())

    def publishes(self) -> Plan:
        target = replace(open_target(str(self.host)), wait=lambda _: None)
        plan = publish(offer(open_workspace(self.root), "berk"), target, lambda _: True)
        self._nothing_approved_changed()
        return plan

    def on_host(self) -> dict[str, bytes]:
        return _files(self.host)

    def register(self) -> Register:
        return read_profile(open_workspace(self.root), "berk").register

    def alive(self) -> list[Entry]:
        return [entry for entry in self.register().entries if not entry.dropped]

    def versions(self, item: str) -> list[tuple[str, str, str | None]]:
        entry = self.register().find(item)
        assert entry
        return [(each.number, each.status, each.reason) for each in entry.versions]

    def overdue(self, day: date) -> list[str]:
        [told] = statuses(open_workspace(self.root), ["berk"], today=day)
        return [each.code for each in told.documents if each.due == "verlopen"]

    def _stands(self) -> dict[str, bytes]:
        folder = self.root / "output/berk/vastgesteld"
        return {name: data for name, data in _files(folder).items() if name.endswith(".docx")}

    def _archived(self, entry: Entry) -> bytes:
        assert entry.approved
        home = self.root / "organisations/berk/archief" / entry.code
        return (home / entry.approved.frozen[0].filename).read_bytes()

    def _nothing_approved_changed(self) -> None:
        now = _files(self.root / "organisations/berk/archief")
        assert {name: now.get(name) for name in self._frozen} == self._frozen
        self._frozen = now


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "/." not in f"/{path.relative_to(folder).as_posix()}"
    }


def acts(plan: Plan) -> dict[str, int]:
    return dict(sorted(Counter(step.act for step in plan.steps).items()))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Path]:
    """Yield a library that can have a newer release."""
    with small_set(tmp_path / "packs") as folder:
        yield folder


def release(library: Path, item: str, old: str, new: str) -> None:
    path = library / CONTENT / "procedures" / f"{item}.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_two_years(tmp_path: Path, library: Path) -> None:  # noqa: PLR0915 -- one story
    anja = Life(tmp_path / "w")

    # January 2026: the first build. Everything is a concept, nothing stands for readers.
    assert anja.builds_on(date(2026, 1, 1)) == {"nieuw": 14}
    assert {entry.current.number for entry in anja.alive()} == {"0.1"}
    assert anja._stands() == {}

    # February: she works in Word.
    anja.adds("SW-04", "Wie voor een ander", HERS)
    assert anja.builds_on(date(2026, 2, 1)) == {"behouden": 1, "ongewijzigd": 13}

    # March: the first approval, her words included, and the first publication.
    assert anja.approves(date(2026, 3, 1)) == {"1.0": 13}
    assert anja.versions("SW-04") == [("1.0", "vastgesteld", None)]
    first = anja._stands()
    assert HERS.encode() in _text(first["SW-04.docx"])
    assert acts(anja.publishes()) == {"nieuw": 14}
    assert {name: anja.on_host()[name] for name in first} == first

    # April: a build makes nothing new, and a second publication neither.
    assert anja.builds_on(date(2026, 4, 1)) == {"behouden": 1, "ongewijzigd": 13}
    assert acts(anja.publishes()) == {"ongewijzigd": 14}

    # May: a limit changes. The working copies go on as a concept; readers see the valid version.
    anja.changes_profile("6 weken", "8 weken")
    anja.builds_on(date(2026, 5, 1))
    assert anja.versions("SW-04") == [
        ("1.0", "vastgesteld", None),
        ("1.1", "concept", "termijnen gewijzigd in het profiel"),
    ]
    assert anja._stands() == first
    assert acts(anja.publishes()) == {"ongewijzigd": 14}

    # June: a newer library. Her own words stay in the file, the new text arrives.
    release(library, "SW-04", "krijgt steun", "krijgt steun en aandacht")
    anja.builds_on(date(2026, 6, 1))
    said = anja.reads("SW-04")
    assert (HERS in said, any("steun en aandacht" in line for line in said)) == (True, True)
    assert [each[0] for each in anja.versions("SW-04")] == ["1.0", "1.1"]

    # August: the organisation starts with social work. New documents begin at 0.1.
    anja.changes_profile("onderdelen: [140]", "onderdelen: [138, 140]")
    anja.changes_profile("{140: [", "{138: [maatschappelijk-werk], 140: [")
    counts = anja.builds_on(date(2026, 8, 1))
    assert counts["nieuw"] == 4
    assert anja.versions("PP-01") == [("0.1", "concept", None)]

    # October: the second approval. Each changed document is a new version of itself on the host.
    numbers = anja.approves(date(2026, 10, 1))
    assert set(numbers) == {"1.0", "2.0"}
    why = (
        "termijnen gewijzigd in het profiel; SW-04 gewijzigd in de bibliotheek; "
        "activiteiten en onderdelen gewijzigd in het profiel"
    )
    assert anja.versions("SW-04")[-1] == ("2.0", "vastgesteld", why)
    plan = anja.publishes()
    told = acts(plan)
    assert (told["nieuw"], told["bijgewerkt"]) == (4, numbers["2.0"] + 1)  # the matrix in Excel
    assert all(anja.on_host()[name] == data for name, data in anja._stands().items())
    assert history(anja._stands()["SW-04.docx"]) == [
        "1.0  ·  vastgesteld op 1 maart 2026 door B. Stuur  ·  eerste versie",
        "2.0  ·  vastgesteld op 1 oktober 2026 door B. Stuur  ·  " + why,
    ]
    assert history(first["SW-04.docx"]) == [
        "1.0  ·  vastgesteld op 1 maart 2026 door B. Stuur  ·  eerste versie",
    ]
    archived = anja.root / "organisations/berk/archief/SW-04"
    assert sorted(path.name for path in archived.iterdir()) == ["SW-04-1.0.docx", "SW-04-2.0.docx"]

    # November: a colleague changes the handbook on the host. It stays.
    (anja.host / "KH-01.docx").write_bytes(b"van een collega")
    assert acts(anja.publishes())["conflict"] == 1
    assert anja.on_host()["KH-01.docx"] == b"van een collega"

    # January 2027: the part is dropped again, and a document gets another name.
    anja.changes_profile("onderdelen: [138, 140]", "onderdelen: [140]")
    anja.changes_profile("{138: [maatschappelijk-werk], 140: [", "{140: [")
    release(library, "SW-04", "titel: ", "titel: Goed ")
    counts = anja.builds_on(date(2027, 1, 1))
    assert counts["vervallen"] == 4
    entry = anja.register().find("PP-01")
    assert entry
    assert (entry.dropped, entry.code) == (date(2027, 1, 1), "PP-01")
    assert (anja.root / "output/berk/Vervallen/PP-01.docx").is_file()
    assert "PP-01.docx" in anja._stands()  # until the next approval readers see what is valid

    # February: the third approval and publication. What left the set moves aside.
    anja.approves(date(2027, 2, 1))
    assert "PP-01.docx" not in anja._stands()
    told = acts(anja.publishes())
    assert (told["vervallen"], told["conflict"]) == (4, 1)
    assert {name for name in anja.on_host() if name.startswith("Vervallen/PP")} >= {
        "Vervallen/PP-01.docx"
    }
    renamed = anja.register().find("SW-04")
    assert renamed
    assert renamed.title.startswith("Goed ")
    assert anja.on_host()["SW-04.docx"] == anja._stands()["SW-04.docx"]

    # March: the colleague's version got another name; the next publication completes it.
    (anja.host / "KH-01.docx").rename(anja.host / "KH-01 van Joost.docx")
    told = acts(anja.publishes())
    assert (told["nieuw"], told.get("conflict", 0)) == (1, 0)
    assert anja.on_host()["KH-01 van Joost.docx"] == b"van een collega"
    assert all(anja.on_host()[name] == data for name, data in anja._stands().items())

    # December: what was approved in March 2026 and never since is past its review.
    assert anja.overdue(date(2027, 2, 1)) == []
    late = anja.overdue(date(2027, 12, 1))
    assert late
    assert set(late) == {
        entry.code for entry in anja.alive() if entry.current.review < date(2027, 12, 1)
    }

    # Nothing of anybody else, and nothing half: the files can be handed over.
    [looked] = inspect(open_workspace(anja.root), ["berk"], today=date(2027, 2, 1))
    assert [each.code for each in looked.problems if each.weight == "fout"] == []


def _text(data: bytes) -> bytes:
    return read(data)["word/document.xml"]


def history(data: bytes) -> list[str]:
    """Return the lines with the versions that a document prints."""
    return [
        line for line in shown(data) if re.match(r"\d+\.\d+  ·  (concept van|vastgesteld op)", line)
    ]
