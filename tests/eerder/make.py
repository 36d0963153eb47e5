"""Make the working folder of today's program that later ones must go on working with.

Run it once for a release, from the checkout of that release, and keep what it writes:

    PYTHONPATH=.:tests python tests/eerder/make.py 2683c60

Same program, same bytes: the days are fixed, and so is all that people type.
"""

import io
import json
import lzma
import re
import sys
import tarfile
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from unittest import mock

from docx import Document
from examples import copy_examples
from questionnaires import edited, typed, without_seal
from word.merging.material import after, own
from word.merging.material import typed as over
from word.merging.wordsim import save

from handbook.libreoffice import page_numbers
from handbook.loading.workspace import open_workspace
from handbook.pipeline.approval.approve import Asked, approve_documents
from handbook.pipeline.approval.reasons_to_refuse import SUBJECTS
from handbook.pipeline.build.build import build
from handbook.pipeline.check import finished_files
from handbook.pipeline.organisation.context import Request
from handbook.pipeline.publishing.publish import offer, publish
from handbook.pipeline.questionnaire.ask import ask
from handbook.pipeline.questionnaire.take_in import take
from handbook.pipeline.safeguards import sources
from handbook.publishing.address import open_target
from handbook.word.package.markup import Element, parse, qualified
from handbook.word.package.package import pack, read

Change = Callable[[bytes], bytes]

HERE = Path(__file__).parent
START, OWN, EDITS, FIRST, SECOND, AGAIN, LAST = (date(2026, 11, day) for day in range(24, 31))
DONE, BESIDE = 0, 3  # 3: a new text stands beside a file that is not ours
# Of two organisations she made these only so far: the kinds of document once, and what she edited.
SOME = {
    "haven": ("KH-01", "KH-02", "PP-01", "F-01"),
    "vierstroom": ("VS-KH-01", "VS-KH-02", "VS-KH-03", "VS-PP-01", "VS-F-01", "VS-KH-00"),
}
FIRST_ANSWERS = {
    "PP-02.gespreksleidraad": "de leidraad Acht leefgebieden, op het intranet",
    "PP-02.tolk": "via de tolkentelefoon\nkosten voor De Linde",
    "beleid.kernzin": "Iedereen telt mee.",
}
ANSWERS_OUT = {
    "PP-02.caseload": "twintig cliënten bij een volle werkweek",
    "SW-04.respijt": "logeerhuis De Wilg, twee weekenden per kwartaal",
}
HERS = {
    "linde/LI-OR-05.docx": ["Anja ruimt de map elk jaar in januari op.", "Vraag het gerust."],
    "linde/LI-PP-02.docx": [
        "Rustige plek met koffie bij de balie.",
        "Neem het intakeformulier ook op papier mee.",
    ],
    "linde/LI-PP-03.docx": ["Wij bellen wie langer dan drie weken wacht."],
    "linde/LI-SW-01.docx": ["in overleg met de buurt", "Klopt dit nog na de verhuizing?"],
    "linde/LI-SW-04.docx": ["Loop gerust binnen bij het buurthuis.", "krijgt van ons steun"],
    "vierstroom/VS-KH-01.docx": ["sterk aan vijf"],
    "vierstroom/VS-F-01.docx": ["Dit formulier maakten wij zelf."],
}
OURS = "sterk aan vier"
# What a later test changes in the profile of linde, and where that is to arrive beside her words.
CHANGES = {"SW-04.match: 6 weken": "SW-04.match: 8 weken", "teammanager": "teamcoach"}
ARRIVES = {
    "linde/LI-SW-04.docx": "koppeling binnen 8 weken",
    "linde/LI-PP-02.docx": "sociaal werker en teamcoach",
    "linde/LI-PP-03.docx": "teamcoach",
}
PROCEDURE = """\
id: {id}
soort: werkinstructie
titel: {title}
groep: organisatieproces
thema: vervoer
doel: De buurtbus rijdt veilig en op tijd.
toepassing: Bij elke rit met de buurtbus.
eigenaar: teamleider
stappen:
  - {{id: banden, rol: teamleider, actie: Kijk banden en lampen na., registratie: EF-01}}
  - {{id: rit, rol: medewerker, actie: "Help {{{{ de_persoon }}}} bij het instappen."}}
formulieren: [EF-01]
invullen:
  - {{id: stalling, naam: Stalling, vraag: Waar staat de bus 's nachts?}}
"""
FORM = """\
id: EF-01
soort: formulier
titel: Ritstaat buurtbus
doel: Vastleggen wie wanneer reed.
bewaren: Een jaar.
velden:
  - {id: datum, naam: Datum, type: datum, verplicht: ja}
  - {id: chauffeur, naam: Chauffeur, type: tekst}
  - {id: schade, naam: Schade, type: ja_nee}
"""
TERMS = """\
begrippen:
  - {id: buurtbus, begrip: buurtbus, uitleg: "De kleine bus waarmee vrijwilligers bewoners rijden."}
"""


def make(root: Path) -> dict[str, object]:
    """Live the weeks of `root`; return what a later test must know of them."""
    copy_examples(root / "werkmap")
    begin(root / "werkmap")
    works_with_her_own_texts(root / "werkmap")
    approves_and_publishes(root)
    codes = goes_on(root / "werkmap")
    forget_the_computer(root / "werkmap")
    return {
        "day": LAST.isoformat(),
        "made": {"linde": [], **SOME},
        "exit_codes": codes,
        "hers": HERS,
        "changes": CHANGES,
        "arrives": ARRIVES,
        "answers_out": ANSWERS_OUT,
        "to_approve": "F-02",
        "errors": errors(root / "werkmap"),
    }


def begin(root: Path) -> None:
    builds(root, START, "linde")
    pages = {"find_office": lambda: "soffice", "page_numbers": numbered}
    with mock.patch.multiple(page_numbers, **pages):
        for name, codes in SOME.items():
            builds(root, START, name, Request(only=frozenset(codes), pages=True))


def works_with_her_own_texts(root: Path) -> None:
    home = root / "organisations/linde/inhoud"
    for path, text in {
        "procedures/EI-01.yaml": PROCEDURE.format(id="EI-01", title="Rijden met de buurtbus"),
        "procedures/EI-02.yaml": PROCEDURE.format(id="EI-02", title="Rijden met de bakfiets"),
        "formulieren/EF-01.yaml": FORM,
        "begrippen.yaml": TERMS,
    }.items():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_text(text, encoding="utf-8")
    fills_in(root, FIRST_ANSWERS)
    take(open_workspace(root), questionnaire(root))
    builds(root, OWN, "linde")
    she_edits(root)
    builds(root, EDITS, "linde")
    builds(root, EDITS, "vierstroom", Request(only=frozenset(SOME["vierstroom"])))


def she_edits(root: Path) -> None:
    edits(root, "linde/LI-OR-05", below("Medewerkers werken met", HERS["linde/LI-OR-05.docx"][0]))
    cell, line = HERS["linde/LI-PP-02.docx"]
    changed = replacing("Afspraak in de agenda", cell)
    edits(root, "linde/LI-PP-02", changed, below("Samen met de cli", line))
    edits(root, "linde/LI-SW-01", remarked)
    line, words = HERS["linde/LI-SW-04.docx"]
    typed_over = replacing("krijgt steun", words)
    edits(root, "linde/LI-SW-04", typed_over, below("Wie voor een ander", line))
    edits(root, "linde/LI-PP-03", below("Wanneer", HERS["linde/LI-PP-03.docx"][0]), without_seal)
    edits(root, "vierstroom/VS-KH-01", replacing(OURS, HERS["vierstroom/VS-KH-01.docx"][0]))
    (root / "output/vierstroom/VS-F-01.docx").write_bytes(a_file_of_her_own())


def approves_and_publishes(root: Path) -> None:
    folder = root / "werkmap"
    approves(folder, FIRST, "F-01", "PP-01", "OR-05", "SW-04", "KH-02", "EI-01", "EI-02", "EF-01")
    publishes(root)
    (folder / "organisations/linde/inhoud/procedures/EI-02.yaml").unlink()
    changes_profile(folder, "linde", "eerste-reactie: 1 werkdag", "eerste-reactie: 2 werkdagen")
    edits(
        folder, "linde/LI-OR-05", below("Alleen de digitale versie", HERS["linde/LI-OR-05.docx"][1])
    )
    builds(folder, SECOND, "linde")
    approves(folder, AGAIN, "PP-01")
    publishes(root)


def goes_on(root: Path) -> dict[str, int]:
    """Leave things open for a later program; return the exit code of each last build."""
    fills_in(root, ANSWERS_OUT)
    changes_profile(root, "vierstroom", OURS, "sterk aan alle")
    done = {"linde": builds(root, LAST, "linde")}
    for name, codes in SOME.items():
        done[name] = builds(root, LAST, name, Request(only=frozenset(codes)))
    return done


def builds(root: Path, day: date, name: str, request: Request | None = None) -> int:
    [outcome] = build(open_workspace(root), [name], today=day, request=request or Request())
    assert outcome.exit_code in (DONE, BESIDE), outcome
    return outcome.exit_code


def approves(root: Path, day: date, *codes: str) -> None:
    despite = dict.fromkeys(SUBJECTS, "besproken in het team")
    asked = Asked(codes=frozenset(codes), approver="B. Stuur", day=day, despite=despite)
    outcome = approve_documents(open_workspace(root), "linde", asked, today=day)
    assert outcome.exit_code == 0, outcome.problems


def publishes(root: Path) -> None:
    target = replace(open_target(str(root / "gepubliceerd")), wait=lambda _: None)
    plan = publish(offer(open_workspace(root / "werkmap"), "linde"), target, lambda _: True)
    assert plan.exit_code == 0, plan


def changes_profile(root: Path, name: str, old: str, new: str) -> None:
    path = root / "organisations" / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def questionnaire(root: Path) -> Path:
    return root / "output/linde/Vragenlijst/vragenlijst-linde.docx"


def fills_in(root: Path, answers: Mapping[str, str]) -> None:
    questionnaire(root).unlink(missing_ok=True)
    ask(open_workspace(root), "linde")
    path = questionnaire(root)
    path.write_bytes(edited(path.read_bytes(), typed(answers)))


def edits(root: Path, name: str, *changes: Change) -> None:
    path = root / "output" / f"{name}.docx"
    data = path.read_bytes()
    for change in changes:
        data = change(data)
    path.write_bytes(save(data, len(data)))


def below(text: str, added: str) -> Change:
    return lambda data: after(data, text, own(added))


def replacing(old: str, new: str) -> Change:
    return lambda data: over(data, old, new)


def remarked(data: bytes) -> bytes:
    """Type with changes tracked, and ask something in a comment, as Word writes both."""
    words, question = HERS["linde/LI-SW-01.docx"]
    document = Document(io.BytesIO(data))
    paragraph = next(each for each in document.paragraphs if len(each.text) > 60)
    comment = document.add_comment(paragraph.runs, question, author="Anja de Wit", initials="AW")
    comment._comment_elm.set(qualified("w:date"), f"{EDITS}T09:00:00Z")
    paragraph._p.append(tracked(f" {words}"))
    out = io.BytesIO()
    document.save(out)
    return pack(read(out.getvalue()))


def tracked(words: str) -> Element:
    space = qualified("w:p")[1:].partition("}")[0]
    return parse(
        f'<w:ins xmlns:w="{space}" w:id="9001" w:author="Anja de Wit" w:date="{EDITS}T09:00:00Z">'
        f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:ins>'
    )


def a_file_of_her_own() -> bytes:
    document = Document()
    document.add_paragraph(HERS["vierstroom/VS-F-01.docx"][0])
    out = io.BytesIO()
    document.save(out)
    return pack(read(out.getvalue()))


def numbered(data: bytes, _: str) -> dict[str, str]:
    """Stand in for LibreOffice, whose fonts differ by computer: a page for every two headings."""
    names = re.findall(rb'w:name="(_[A-Za-z0-9]+)"', read(data)["word/document.xml"])
    return {name.decode(): str(number // 2 + 2) for number, name in enumerate(names)}


def errors(root: Path) -> list[str]:
    """Return what `check` and `check --output` call an error in this folder."""
    place = open_workspace(root)
    told = [*sources.check(place), *finished_files.inspect(place, today=LAST)]
    found = [each for outcome in told for each in outcome.problems if each.weight == "fout"]
    return sorted({f"{each.code} {each.place.file}" for each in found})


def forget_the_computer(root: Path) -> None:
    """Take out what only this computer knows: clocks of files, and the program's own place."""
    notes = root / "output/.handbook"
    (notes / "lock").unlink(missing_ok=True)
    for path in notes.glob("*.json"):
        told = json.loads(path.read_text(encoding="utf-8"))
        told["basis"] |= {"program": "", "files": {}}
        path.write_text(json.dumps(told, sort_keys=True, separators=(",", ":")), encoding="utf-8")


def write(root: Path, to: Path) -> None:
    """Write all files below `root` as one archive; xz sees that two files are the same."""
    with tarfile.open(to, "w:xz", preset=9 | lzma.PRESET_EXTREME) as archive:
        for path in sorted(each for each in root.rglob("*") if each.is_file()):
            entry = tarfile.TarInfo(path.relative_to(root).as_posix())
            entry.size, entry.mtime = path.stat().st_size, 1_796_000_000
            archive.addfile(entry, io.BytesIO(path.read_bytes()))


def main(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "eerder"
        told = make(root)
        text = json.dumps(told, ensure_ascii=False, indent=1)
        (root / "story.json").write_text(f"{text}\n", encoding="utf-8")
        write(root, HERE / f"{name}.tar.xz")


if __name__ == "__main__":
    main(sys.argv[1])
