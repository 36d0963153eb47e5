"""Whose is it: nothing of one organisation comes out under the name of another."""

import hashlib
import json
import re
import shutil
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from examples import EXAMPLES, copy_examples
from handed import DAY, NAME, PROFILE, workspace_at
from questionnaires import edited, typed
from small_library import large_library, library
from test_house import imports, modules

from handbook import opc, storage
from handbook.cli import app
from handbook.errors import HandbookError
from handbook.loading.workspace import open_workspace
from handbook.model.sources.register import Register
from handbook.pipeline.organisation.ownership import opened
from handbook.pipeline.publishing.publish import offer
from handbook.pipeline.questionnaire.ask import ask
from handbook.pipeline.questionnaire.take_in import take
from handbook.pipeline.restore import formers
from handbook.tailoring.control.checksum_chain import as_found
from handbook.word.package.package import pack, read
from handbook.word.package.seal import prove, with_owner

__all__ = ["large_library", "library"]

OTHER = (
    PROFILE.replace("De Berk", "De Olm").replace("12345678", "87654321").replace("Berkd", "Olmd")
)
HEAD = ("kenmerk", "profiel", "naam", "kvk")
BELOW = {
    "register": ["register.yaml"],
    "archief": ["archief"],
    "alles in de map": ["register.yaml", "archief", ".vorige", ".basis.zip"],
    "vorige": [".vorige"],
    "antwoorden": ["antwoorden.yaml"],
}


@pytest.fixture(scope="module")
def built(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: ARG001
    """Return a working folder with one organisation: approved, with former files and answers."""
    root = workspace_at(tmp_path_factory.mktemp("van wie") / "w")
    home = root / "organisations" / NAME
    former = home / ".vorige" / "PP-01" / "abcdefabcdef.docx"
    former.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(root / "output" / NAME / "SW-01.docx", former)
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "w"))


def run(root: Path, *words: str) -> tuple[int, str]:
    found = CliRunner().invoke(app.main, ["-C", str(root), *words])
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
    return found.exit_code, found.output


def before(root: Path, name: str) -> None:
    """Make a register one of before: it does not say whose it is."""
    path = root / "organisations" / name / "register.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(rf"^({'|'.join(HEAD)}): .*\n", "", text, flags=re.MULTILINE), "utf-8")


def copied(root: Path, parts: list[str], *, output: bool = False) -> None:
    """Begin organisation `kopie` with what was copied from another one."""
    home = root / "organisations"
    (home / NAME / "antwoorden.yaml").write_text(
        f'formaat: "1"\norganisatie: "{NAME}"\ninvullen: {{}}\n', encoding="utf-8"
    )
    (home / "kopie.yaml").write_text(OTHER, encoding="utf-8")
    for part in parts:
        source, target = home / NAME / part, home / "kopie" / part
        target.parent.mkdir(exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)
    if output:
        shutil.copytree(root / "output" / NAME, root / "output" / "kopie")


def texts_in(data: bytes) -> str:
    """Return all that a file tells, also of what lies hidden in it."""
    try:
        parts = opc.unpack(data)
    except ValueError:
        with suppress(zlib.error):  # a text in the copies of bases
            return zlib.decompress(data).decode()
        return data.decode("utf-8", errors="replace")
    kept = [" ".join((opc.kept_in(part) or {}).values()) for part in parts.values()]
    return " ".join([*kept, *map(texts_in, parts.values())])


def written(root: Path) -> dict[Path, str]:
    """Return what stands in the folder; what an editor knows of it is nobody's."""
    return {
        path: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file() and not path.name.endswith("schema.json")
    }


def refused(root: Path, name: str) -> list[str]:
    with pytest.raises(HandbookError) as caught:
        opened(open_workspace(root), name)
    return [problem.code for problem in caught.value.problems]


EVERY = (
    ("check", "kopie"),
    ("plan", "kopie"),
    ("build", "kopie"),
    ("status", "kopie"),
    ("approve", "kopie", "--by", "A", "--date", "2026-11-26"),
    ("questionnaire", "kopie"),
    ("diff", "kopie", "--text"),
    ("diff", "kopie", "SW-01", "--former", "1"),
    ("adopt", "kopie", "SW-01"),
    ("restore", "kopie", "PP-01"),
    ("restore", "kopie", "PP-01", "--list"),
    ("publish", "kopie", "{target}", "--yes"),
    ("publish", "kopie", "{target}", "--yes", "--drafts"),
    ("publish", "kopie", "{target}/alles.zip", "--yes"),
    ("rename", "kopie", "kopie", "--name", "Stichting De Olm"),
    ("rename", NAME, "kopie", "--name", "Stichting De Olm"),
)


@pytest.mark.parametrize("old", [False, True], ids=["register", "register van eerder"])
@pytest.mark.parametrize("what", ["alles in de map", "map en output", "archief", "register"])
def test_no_command_lets_out_anything_of_a_copied_folder(
    root: Path, tmp_path: Path, what: str, *, old: bool
) -> None:
    if old:
        before(root, NAME)
    parts = BELOW["alles in de map" if what == "map en output" else what]
    copied(root, parts, output=what == "map en output")
    target = tmp_path / "doel"
    target.mkdir()
    found = written(root)
    for words in EVERY:
        code, said = run(root, *(word.format(target=target) for word in words))
        assert code != 0 or words[0] == "restore", (words, said)
        if words[0] != "rename":  # which shows on purpose whose these are
            assert "De Berk" not in said, words
            assert "12345678" not in said, words
    changed = [path for path, digest in written(root).items() if found.get(path) != digest]
    assert list(target.iterdir()) == []
    assert [path for path in changed if "De Berk" in texts_in(path.read_bytes())] == []


@pytest.mark.parametrize(
    ("parts", "output", "codes"),
    [
        (BELOW["register"], False, ["HB596"]),
        (BELOW["archief"], False, ["HB596"]),
        (BELOW["vorige"], False, ["HB596"]),
        ([], True, ["HB596"]),
        (BELOW["antwoorden"], False, ["HB247"]),
    ],
)
def test_each_part_of_a_copied_folder_is_refused_by_itself(
    root: Path, parts: list[str], codes: list[str], *, output: bool
) -> None:
    copied(root, parts, output=output)
    assert refused(root, "kopie") == codes


def test_copied_base_copies_are_not_used_and_go_with_the_first_build(root: Path) -> None:
    copied(root, [".basis.zip"])
    code, said = run(root, "build", "kopie", "-j", "1")
    assert code == 0, said
    copies = root / "organisations" / "kopie" / ".basis.zip"
    names = [path for path in (root / "output" / "kopie").rglob("*") if path.is_file()]
    assert [path for path in (copies, *names) if "De Berk" in texts_in(path.read_bytes())] == []


def test_a_copy_without_what_is_of_another_begins_anew(root: Path) -> None:
    copied(root, [])
    assert opened(open_workspace(root), "kopie").register.entries == ()


def test_a_register_of_before_is_known_by_its_files_and_gets_an_id(root: Path) -> None:
    path = root / "organisations" / NAME / "register.yaml"
    whole = path.read_text(encoding="utf-8")
    before(root, NAME)
    assert opened(open_workspace(root), NAME).register.key is None
    code, said = run(root, "build", NAME, "-j", "1")
    assert (code, path.read_text(encoding="utf-8")) == (0, whole), said


@pytest.mark.usefixtures("large_library")
def test_the_examples_are_accepted_with_a_register_of_before(tmp_path: Path) -> None:
    root = copy_examples(tmp_path / "w")
    for name in EXAMPLES:
        before(root, name)
        assert opened(open_workspace(root), name).register.entries != ()


def rewrite(root: Path, *pairs: tuple[str, str], name: str = NAME) -> None:
    path = root / "organisations" / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("old", [False, True], ids=["register", "register van eerder"])
@pytest.mark.parametrize("change", [("De Berk", "De Olm"), ("12345678", "87654321")])
def test_a_name_or_a_number_that_changed_alone_refuses_nothing(
    root: Path, change: tuple[str, str], *, old: bool
) -> None:
    if old:
        before(root, NAME)
    rewrite(root, change)
    assert opened(open_workspace(root), NAME).register.entries != ()


def test_a_name_and_a_number_that_changed_at_once_wait_for_the_name_to_be_typed(root: Path) -> None:
    rewrite(root, ("Stichting De Berk", "Stichting De Olm"), ("12345678", "87654321"))
    assert refused(root, NAME) == ["HB596"]
    code, said = run(root, "rename", NAME, NAME, "--name", "Stichting De Olm")
    assert (code, "HB599" in said, "Stichting De Berk, KvK 12345678" in said) == (1, True, True)
    assert refused(root, NAME) == ["HB596"]
    code, said = run(root, "hernoem", NAME, NAME, "--naam", "stichting  de berk")
    assert code == 0, said
    register = opened(open_workspace(root), NAME).register
    assert (register.name, register.chamber_number) == ("Stichting De Olm", "87654321")


def test_a_register_of_before_of_which_no_file_prints_this_organisation_waits_too(
    root: Path,
) -> None:
    before(root, NAME)
    rewrite(root, ("De Berk", "De Olm"), ("12345678", "87654321"))
    assert refused(root, NAME) == ["HB596"]
    code, said = run(root, "rename", NAME, NAME, "--name", "Stichting De Berk")
    assert code == 0, said
    assert opened(open_workspace(root), NAME).register.name == "Stichting De Olm"


def sealed_as(path: Path, owner: str) -> bytes:
    data = path.read_bytes()
    proof = prove(data)
    assert proof is not None
    return pack(with_owner(read(data), owner, proof.render))


def test_two_folders_put_together_are_refused_while_nothing_says_whose_they_are(
    root: Path,
) -> None:
    home = root / "organisations" / NAME / "archief"
    (home / "XX-01").mkdir()
    other = sealed_as(home / "SW-01" / "SW-01-1.0.docx", "olm")
    (home / "XX-01" / "XX-01-1.0.docx").write_bytes(other)
    assert opened(open_workspace(root), NAME).register.key  # it is in no register: nobody uses it
    before(root, NAME)
    assert refused(root, NAME) == ["HB596"]


def test_an_approved_file_of_another_is_not_laid_down_and_not_sent(root: Path) -> None:
    home = root / "organisations" / NAME
    kept = home / "archief" / "SW-01" / "SW-01-1.0.docx"
    standing = root / "output" / NAME / "vastgesteld" / "SW-01.docx"
    old = hashlib.sha256(kept.read_bytes()).hexdigest()
    kept.write_bytes(sealed_as(kept, "olm"))
    new = hashlib.sha256(kept.read_bytes()).hexdigest()
    register = home / "register.yaml"
    text, _, _ = register.read_text(encoding="utf-8").partition("ketting:\n")
    found = Register.model_validate(yaml.safe_load(text.replace(old, new)))
    register.write_text(storage.render_register(as_found(found, DAY)), encoding="utf-8")
    standing.unlink()
    for command in (("plan", NAME), ("build", NAME), ("build", NAME)):
        code, said = run(root, *command, "-j", "1")
        assert (code, "HB597" in said, standing.exists()) == (1, True, False)
    assert json.loads(run(root, "build", NAME, "--json")[1])["exitcode"] == 1
    standing.write_bytes(kept.read_bytes())
    assert "HB597" in run(root, "status", NAME)[1]
    wrong = [problem.code for _, problem in offer(open_workspace(root), NAME).refused]
    assert wrong == ["HB597"]


def test_an_approved_file_that_another_took_the_place_of_is_told_by_a_build(root: Path) -> None:
    standing = root / "output" / NAME / "vastgesteld" / "SW-01.docx"
    theirs = sealed_as(standing, "olm")
    standing.write_bytes(theirs)
    for command in ("build", "build", "check"):
        code, said = run(root, command, NAME)
        assert (code, "HB580" in said, "HB597" in said) == (1, True, True)
    code, said = run(root, "status", NAME)
    assert (code, "HB580" in said) == (1, True)
    assert standing.read_bytes() == theirs


def test_a_former_file_of_another_is_not_brought_back(root: Path) -> None:
    former = root / "organisations" / NAME / ".vorige" / "PP-01" / "abcdefabcdef.docx"
    former.write_bytes(sealed_as(former, "olm"))
    with pytest.raises(HandbookError) as caught:
        formers(open_workspace(root), NAME, "PP-01")
    assert [problem.code for problem in caught.value.problems] == ["HB597"]


def test_a_document_of_another_is_not_compared(root: Path) -> None:
    path = root / "output" / NAME / "SW-01.docx"
    path.write_bytes(sealed_as(path, "olm"))
    code, said = run(root, "diff", NAME, "SW-01", "--text")
    assert (code, "HB597" in said) == (1, True)


def test_one_door_alone_reads_an_organisation() -> None:
    readers = {
        f"{path.parent.name}/{path.name}"
        for path in modules()
        if "handbook.loading.workspace.read_profile" in imports(path)
    }
    assert readers == {"organisation/ownership.py", "rename/rename.py", "setup/new.py"}
    assert [each for each in modules() if "handbook.loading.workspace" in whole_modules(each)] == []


def same_name(root: Path, kept: list[str], *, output: bool = False) -> None:
    """Leave of a folder what is `kept`, for another organisation whose profile has its name."""
    home = root / "organisations"
    for path in (home / NAME).iterdir():
        if path.name not in kept:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    if not output:
        shutil.rmtree(root / "output")
    (home / f"{NAME}.yaml").write_text(OTHER, encoding="utf-8")


@pytest.mark.parametrize(
    ("kept", "output"),
    [([], True), ([".vorige"], False), (["archief"], False), (["register.yaml"], False)],
)
def test_what_is_left_of_another_that_was_called_the_same_is_refused(
    root: Path, kept: list[str], *, output: bool
) -> None:
    same_name(root, kept, output=output)
    (root / "output" / ".handbook" / "lock").unlink(missing_ok=True)
    kept_before = written(root)
    assert refused(root, NAME) == ["HB596"]
    for words in (("build", NAME), ("restore", NAME, "PP-01")):
        code, said = run(root, *words)
        assert (code, "HB596" in said, "De Berk" in said) == (1, True, False), (words, said)
    code, said = run(root, "herstel", NAME, "--register", "--ja")
    assert (code, "De Berk" in said) == (1, False), said
    (root / "output" / ".handbook" / "lock").unlink()
    assert written(root) == kept_before


def test_what_is_left_is_hers_once_it_was_confirmed(root: Path) -> None:
    same_name(root, [".vorige"], output=True)
    code, said = run(root, "rename", NAME, NAME, "--name", "Stichting De Berk")
    assert code == 0, said
    assert opened(open_workspace(root), NAME).register.name == "Stichting De Olm"


@pytest.mark.parametrize("change", [("De Berk", "De Olm"), ("12345678", "87654321")])
def test_after_a_lost_register_one_that_changed_alone_refuses_nothing(
    root: Path, change: tuple[str, str]
) -> None:
    same_name(root, [".vorige"], output=True)
    (root / "organisations" / f"{NAME}.yaml").write_text(PROFILE, encoding="utf-8")
    rewrite(root, change)
    assert opened(open_workspace(root), NAME).register.entries == ()


def answered(root: Path, tmp_path: Path) -> Path:
    """Read a questionnaire that was filled in, and return where its answers stand."""
    out = tmp_path / "vragen.docx"
    ask(open_workspace(root), NAME, path=out)
    filled = edited(out.read_bytes(), typed({"organisatie.werkgebied": "heel Berkdorp"}))
    out.write_bytes(filled)
    taken = take(open_workspace(root), out)
    assert taken.path, taken
    return root / taken.path


def test_answers_say_whose_they_are_and_are_taken_by_nobody_else(
    root: Path, tmp_path: Path
) -> None:
    path = answered(root, tmp_path)
    head = path.read_text(encoding="utf-8").partition("invullen:")[0]
    assert 'kenmerk: "dc4d198418f37b24"\nnaam: "Stichting De Berk"\nkvk: "12345678"\n' in head
    same_name(root, ["antwoorden.yaml"])
    assert refused(root, NAME) == ["HB247"]
    code, said = run(root, "rename", NAME, NAME, "--name", "Stichting De Olm")
    assert code == 0, said
    assert opened(open_workspace(root), NAME).given != {}


def test_a_questionnaire_of_another_that_was_called_the_same_is_not_read(
    root: Path, tmp_path: Path
) -> None:
    out = tmp_path / "vragen.docx"
    ask(open_workspace(root), NAME, path=out)
    same_name(root, [])
    with pytest.raises(HandbookError) as caught:
        take(open_workspace(root), out)
    assert [each.code for each in caught.value.problems] == ["HB242"]


def test_a_questionnaire_of_before_a_change_of_name_is_read(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "vragen.docx"
    ask(open_workspace(root), NAME, path=out)
    rewrite(root, ("De Berk", "De Olm"))
    assert run(root, "build", NAME, "-j", "1")[0] == 0
    assert take(open_workspace(root), out).organisation == NAME


@pytest.mark.parametrize("change", [("De Berk", "De Olm"), ("12345678", "87654321")])
def test_answers_stay_hers_when_her_name_or_her_number_changes(
    root: Path, tmp_path: Path, change: tuple[str, str]
) -> None:
    answered(root, tmp_path)
    rewrite(root, change)
    assert opened(open_workspace(root), NAME).given != {}


def test_answers_stay_hers_when_both_changed_one_after_the_other(
    root: Path, tmp_path: Path
) -> None:
    answered(root, tmp_path)
    for change in (("De Berk", "De Olm"), ("12345678", "87654321")):
        rewrite(root, change)
        assert run(root, "build", NAME, "-j", "1")[0] == 0
    assert opened(open_workspace(root), NAME).given != {}


@pytest.mark.parametrize("key", HEAD[2:])
def test_a_register_that_lost_a_line_of_whose_it_is_is_known_by_its_files(
    root: Path, key: str
) -> None:
    path = root / "organisations" / NAME / "register.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(rf"^{key}: .*\n", "", text, flags=re.MULTILINE), "utf-8")
    assert opened(open_workspace(root), NAME).register.entries != ()
    rewrite(root, ("De Berk", "De Olm"), ("12345678", "87654321"))
    assert refused(root, NAME) == ["HB596"]


def test_a_register_of_before_with_documents_that_nobody_here_knows_is_refused(root: Path) -> None:
    same_name(root, ["register.yaml"])
    path = root / "organisations" / NAME / "register.yaml"
    told = {
        "documenten": [
            {
                "document": "EI-77",
                "code": "EI-77",
                "titel": "Opvang in Villa Roos",
                "bestand": "EI-77.docx",
                "versies": [
                    {
                        "versie": "0.1",
                        "status": "concept",
                        "datum": date(2026, 1, 5),
                        "herziening": date(2027, 1, 5),
                        "inhoud": "x",
                    }
                ],
            }
        ]
    }
    path.write_text(yaml.safe_dump(told), encoding="utf-8")
    code, said = run(root, "build", NAME)
    assert (code, "HB596" in said, "Villa Roos" in said) == (1, True, False), said


def test_a_name_within_a_longer_one_is_another_name(root: Path) -> None:
    before(root, NAME)
    rewrite(root, ("naam: Stichting De Berk", "naam: Berk"), ("12345678", "87654321"))
    assert refused(root, NAME) == ["HB596"]


def whole_modules(path: Path) -> set[str]:
    """Return the modules that are imported whole: through them anything can be called."""
    text = path.read_text(encoding="utf-8")
    found = re.findall(r"^from (handbook[\w.]*) import workspace\b", text, re.MULTILINE)
    return {f"{each}.workspace" for each in found}


def noted(root: Path, target: Path, change: Callable[[str], str]) -> tuple[int, str]:
    """Publish, change the note on the target, and publish again."""
    target.mkdir()
    assert run(root, "publish", NAME, str(target), "--yes")[0] == 0
    note = target / ".handbook" / "publicatie.json"
    note.write_text(change(note.read_text(encoding="utf-8")), encoding="utf-8")
    return run(root, "publish", NAME, str(target), "--yes")


def test_a_note_on_a_host_keeps_the_id_and_one_of_before_gets_it(
    root: Path, tmp_path: Path
) -> None:
    target = tmp_path / "doel"
    code, said = noted(root, target, lambda text: re.sub(r' "kenmerk": "\w+",\n', "", text))
    assert code == 0, said
    key = opened(open_workspace(root), NAME).register.key
    assert f'"kenmerk": "{key}"' in (target / ".handbook/publicatie.json").read_text("utf-8")


def test_a_target_of_another_that_is_called_the_same_is_refused(root: Path, tmp_path: Path) -> None:
    key = str(opened(open_workspace(root), NAME).register.key)
    code, said = noted(root, tmp_path / "doel", lambda text: text.replace(key, "0" * 16))
    assert (code, "HB530" in said, f'kenmerk: "{"0" * 16}"' in said) == (1, True, True), said
    register = root / "organisations" / NAME / "register.yaml"
    text = register.read_text(encoding="utf-8")
    register.write_text(text.replace(key, "0" * 16), encoding="utf-8")  # as the message says
    assert run(root, "publish", NAME, str(tmp_path / "doel"), "--yes")[0] == 0


@pytest.mark.parametrize("words", [("build", NAME), ("herstel", NAME, "--register", "--ja")])
def test_a_lost_register_gets_back_the_id_that_hosts_know(root: Path, words: tuple[str]) -> None:
    before = opened(open_workspace(root), NAME).register.key
    rewrite(root, ("De Berk", "De Olm"))
    home = root / "organisations" / NAME
    assert run(root, "build", NAME, "-j", "1")[0] == 0
    if words[0] == "build":  # nothing was approved: no archive, and nothing that stands for readers
        shutil.rmtree(home / "archief")
        shutil.rmtree(root / "output" / NAME)
    (home / "register.yaml").unlink()
    code, said = run(root, *words)
    assert code == 0, said
    assert opened(open_workspace(root), NAME).register.key == before


def test_copies_of_another_give_no_id(root: Path) -> None:
    same_name(root, [".basis.zip"])
    before = opc.unpack((root / "organisations" / NAME / ".basis.zip").read_bytes())["kenmerk"]
    assert run(root, "build", NAME, "-j", "1")[0] == 0
    assert str(opened(open_workspace(root), NAME).register.key) != before.decode()


def test_the_id_says_nothing_of_day_or_computer(root: Path) -> None:
    assert opened(open_workspace(root), NAME).register.key == "dc4d198418f37b24"


def test_answers_on_a_questionnaire_of_before_the_rename_are_read(
    root: Path, tmp_path: Path
) -> None:
    out = tmp_path / "vragen.docx"
    ask(open_workspace(root), NAME, path=out)
    assert run(root, "rename", NAME, "eik", "--name", "Stichting De Berk")[0] == 0
    assert take(open_workspace(root), out).organisation == "eik"
    assert take(open_workspace(root), out, "eik").organisation == "eik"


def test_a_name_of_before_is_for_no_other_organisation(root: Path) -> None:
    assert run(root, "rename", NAME, "eik", "--name", "Stichting De Berk")[0] == 0
    (root / "organisations" / f"{NAME}.yaml").write_text(OTHER, encoding="utf-8")
    assert refused(root, NAME) == ["HB596"]
