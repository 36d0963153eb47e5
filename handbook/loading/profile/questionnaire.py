"""antwoorden.yaml → the answers that came with a questionnaire, below the profile's own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from handbook import folders
from handbook.errors import HandbookError, Problem
from handbook.loading.profile.former_names import with_keys_of_now
from handbook.loading.text.validation import attempt
from handbook.loading.text.workspace_files import read_bytes
from handbook.loading.text.yaml_source import read
from handbook.loading.text.yaml_tree import Tree
from handbook.model.features.questionnaire import AnswerFile
from handbook.model.sources.content import OpenField
from handbook.model.sources.library import Library
from handbook.model.sources.profile import Profile
from handbook.model.sources.register import Register
from handbook.model.sources.retired import RetiredId

ANSWERS = "antwoorden.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What antwoorden.yaml gives: `answers` by full id, its trees, and what is wrong with it."""

    answers: Mapping[str, str] = field(default_factory=dict)
    trees: tuple[Tree, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_given(
    folder: Path, profile: Tree, name: str, library: Library, register: Register
) -> Given:
    """Return the answers of organisation `name`; none when it has no such file.

    Args:
        folder: the folder organisations.
        profile: the profile as it was typed; its answers go first, and where both differ that
            is told.
        name: the organisation's id.
        library: says which fields there are.
        register: says which id is the organisation's own.
    """
    path = folder / name / ANSWERS
    file = f"{folder.name}/{name}/{ANSWERS}"
    try:
        if not folders.exists(path):
            return Given()
        former = library.retired.get("invullen", {})
        tree, held, problems = parse_answers(read_bytes(path, file), file, former)
    except HandbookError as error:
        return Given(problems=error.problems)
    if held is None:
        return Given(trees=(tree,), problems=problems)
    strange = (*_strange(tree, held, name), *_of_namesake(tree, held, profile, register))
    found = (*problems, *strange[:1], *_unknown(tree, held, library))
    own = _own(profile)
    return Given(
        answers=held.answers,
        trees=(tree,),
        problems=(*found, *_unlike(tree, held, profile, own)),
    )


def parse_answers(
    data: bytes, file: str, former: Mapping[str, RetiredId] = MappingProxyType({})
) -> tuple[Tree, AnswerFile | None, tuple[Problem, ...]]:
    """Return the tree of the file, the answers in it, and every `let op` and `fout`.

    An answer to a field that is called otherwise now, of `former`, is one to that.

    Raises:
        YamlError: HB10x, it is no YAML.
    """
    tree, renamed = with_keys_of_now(read(data, file), ("invullen",), former)
    told = tuple(problem for problem in tree.problems if problem.weight == "let op")
    held, wrong = attempt(AnswerFile, tree)
    return tree, held, (*told, *renamed, *wrong)


def fields_of(library: Library) -> dict[str, OpenField]:
    """Return every open field of `library` by its full id, those of procedures first."""
    asking = (
        *((each.id, each.open_fields) for each in library.procedures.values()),
        *((each.head.id, each.head.open_fields) for each in library.chapters.values()),
    )
    return {f"{item}.{each.id}": each for item, fields in asking for each in fields}


def answered(profile: Profile, given: Mapping[str, str]) -> Profile:
    """Return `profile` with the answers that were `given` below its own."""
    own = {key: text for key, text in profile.answers.items() if text.strip()}
    return profile.model_copy(update={"answers": {**given, **own}})


def same(one: str, other: str) -> bool:
    """Tell whether two answers print the same: blanks and line ends aside."""
    return one.split() == other.split()


def _own(profile: Tree) -> dict[str, str]:
    typed = profile.data.get("invullen")
    pairs = typed.items() if isinstance(typed, dict) else ()
    return {key: text for key, text in pairs if isinstance(text, str) and text.strip()}


def _strange(tree: Tree, held: AnswerFile, name: str) -> Iterator[Problem]:
    if held.organisation != name:
        yield Problem(
            tree.place(("organisatie",)),
            code="HB247",
            what=f"deze antwoorden zijn van '{held.organisation}', niet van '{name}'",
            mend="Haal het bestand weg als het van een ander is meegekomen. Kreeg het profiel een "
            f"andere naam, gebruik dan: handbook rename {held.organisation} {name}.",
        )


def _of_namesake(
    tree: Tree, held: AnswerFile, profile: Tree, register: Register
) -> Iterator[Problem]:
    """Yield that answers are of another organisation, whose profile had the same name."""
    name, number = (profile.data.get(key) for key in ("naam", "kvk"))
    told = Register(naam=held.name, kvk=held.chamber_number)
    known = held.key is not None and held.key == register.key
    if not known and told.contradicts(name, number):
        yield Problem(
            tree.place(("organisatie",)),
            code="HB247",
            what="naam en KvK-nummer bij deze antwoorden zijn allebei anders dan in het profiel",
            mend="Haal het bestand weg als het van een ander is meegekomen. Is het dezelfde "
            f"organisatie, bevestig dat dan met: handbook rename {held.organisation} "
            f"{held.organisation}.",
        )


def _unknown(tree: Tree, held: AnswerFile, library: Library) -> Iterator[Problem]:
    known = fields_of(library)
    for key in held.answers:
        if key not in known:
            yield Problem(
                tree.place(("invullen", key), key=True),
                code="HB243",
                what=f"open veld '{key}' bestaat niet meer; dit antwoord komt nergens",
                mend="De bibliotheek is veranderd. Kijk of een nieuw veld hetzelfde vraagt, en "
                "haal deze regel dan weg.",
                weight="let op",
            )


def _unlike(
    tree: Tree, held: AnswerFile, profile: Tree, own: Mapping[str, str]
) -> Iterator[Problem]:
    for key, text in own.items():
        if key in held.answers and not same(text, held.answers[key]):
            there = tree.place(("invullen", key), key=True)
            yield Problem(
                profile.place(("invullen", key), key=True),
                code="HB246",
                what=f"het antwoord bij '{key}' is anders dan in de ingevulde vragenlijst",
                mend=f"Het profiel gaat voor. Klopt {there.file}:{there.line} wel, haal dan deze "
                "regel weg; anders die andere.",
                weight="let op",
            )
