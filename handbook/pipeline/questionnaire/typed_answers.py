"""What the fields of a questionnaire hold → replies, of which none makes the profile unreadable.

What loading would refuse is found here, with what loading itself looks with: the file that answers
are written in is read back with each build.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from handbook import storage
from handbook.errors import HandbookError, Place, Problem, SourceError
from handbook.loading.profile.questionnaire import (
    ANSWERS,
    WHOLE_NUMBER,
    fields_of,
    parse_answers,
    same,
)
from handbook.loading.profile.secret_places import as_read
from handbook.loading.profile.secret_places_in_texts import told_elsewhere
from handbook.loading.text.yaml_tree import Tree
from handbook.loading.workspace import Loaded
from handbook.model.common.base_record import count_of
from handbook.model.features.questionnaire import Reply, State
from handbook.model.sources.content import OpenField
from handbook.model.sources.size_questions import SIZE_FIELDS, known_answer

LONGEST = 4_000
"""Characters of an answer: an A4 of text; what is longer is a document of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What the controls of one field hold: usually one text, and more when it was copied."""

    id: str
    label: str
    texts: tuple[str, ...]


def judged(
    fields: Sequence[Field], loaded: Loaded, path: Path
) -> tuple[tuple[Reply, ...], tuple[Problem, ...]]:
    """Return what the texts of each field come to, and why some are refused."""
    found = [_judge(each, loaded, path) for each in fields]
    return tuple(reply for reply, _ in found), tuple(each for _, wrong in found for each in wrong)


def apart(
    replies: tuple[Reply, ...], loaded: Loaded, path: Path, organisation: str
) -> tuple[tuple[Reply, ...], tuple[Problem, ...]]:
    """Return `replies` with those refused that tell of a secret location beside another answer.

    Two answers that stand below each other are read on, also by who looks for the location. One of
    the two is refused, a new one.

    Raises:
        SourceError: HB249, the answers cannot be read back.
    """
    problems: list[Problem] = []
    asking = fields_of(loaded.library)
    answers = merged(loaded, replies)
    while answers != dict(loaded.given):
        key = _telling(_read_back(organisation, answers, loaded, path), replies, loaded)
        if key is None:
            break
        problems.append(_told(_where(asking[key], key), path, "samen met het antwoord ernaast "))
        replies = tuple(_refused(each) if each.id == key else each for each in replies)
        answers = merged(loaded, replies)
    return replies, tuple(problems)


def merged(loaded: Loaded, replies: Sequence[Reply]) -> dict[str, str]:
    """Return the answers that antwoorden.yaml should hold: none that the profile gives as well."""
    answers = dict(loaded.given)
    for each in replies:
        if each.state in ("nieuw", "gewijzigd"):
            answers[each.id] = each.after
        elif each.state == "ongewijzigd" and _is_of_profile(each.id, loaded):
            answers.pop(each.id, None)
    return answers


def written(organisation: str, answers: Mapping[str, str], loaded: Loaded) -> bytes:
    """Return antwoorden.yaml with `answers`, and whose they are beside the name of the profile."""
    profile = loaded.profile
    told = {"naam": profile.name, "kvk": profile.chamber_number}
    whose = {"kenmerk": loaded.register.key or "", **told}
    return storage.render_answers(organisation, answers, whose).encode()


def _judge(each: Field, loaded: Loaded, path: Path) -> tuple[Reply, tuple[Problem, ...]]:
    """Return what the texts of one field come to, and why they are refused."""
    asking = fields_of(loaded.library)[each.id]
    known = known_answer(loaded.profile, each.id)
    reply = Reply(id=each.id, name=asking.name, state="leeg", before=known)
    if not each.texts:
        return reply, ()
    wrong = tuple(_wrong(each, asking, loaded, path))
    if wrong:
        return _refused(reply), wrong
    [text] = each.texts
    state: State = "gewijzigd" if known else "nieuw"
    if same(text, known):
        state = "ongewijzigd"
    return Reply(id=each.id, name=asking.name, state=state, before=known, after=text), ()


def _wrong(each: Field, asking: OpenField, loaded: Loaded, path: Path) -> Iterator[Problem]:
    place = Place(path.as_posix())
    where = _where(asking, each.id)
    readings = (read for text in each.texts for read in as_read(text))
    if loaded.secrets and any(loaded.secrets.search(read) for read in readings):
        yield _told(where, path)
    elif len(each.texts) > 1:
        yield Problem(
            place,
            code="HB244",
            what=f"{where} staat er twee keer, met een andere tekst",
            mend="Dit antwoord is niet overgenomen. Laat in de vragenlijst één veld staan.",
        )
    elif len(each.texts[0]) > LONGEST:
        yield Problem(
            place,
            code="HB245",
            what=f"{where} is langer dan {LONGEST} tekens",
            mend="Dit antwoord is niet overgenomen. Kort het in, of verwijs naar een eigen stuk.",
        )
    elif each.id in SIZE_FIELDS and count_of(each.texts[0]) is None:
        yield Problem(
            place,
            code="HB277",
            what=f"{where} is geen aantal",
            mend=f"Dit antwoord is niet overgenomen. {WHOLE_NUMBER}",
        )


def _refused(reply: Reply) -> Reply:
    return Reply(id=reply.id, name=reply.name, state="geweigerd")


def _telling(tree: Tree, replies: Sequence[Reply], loaded: Loaded) -> str | None:
    """Return the first new answer of those that tell of a secret location, or None.

    Raises:
        SourceError: HB216, where none of them is new: two of before came to stand together.
    """
    found = [each for each in told_elsewhere([tree], loaded.secrets) if each.weight == "fout"]
    if not found:
        return None
    keys: list[str] = list(tree.data["invullen"])
    new = {each.id for each in replies if each.state in ("nieuw", "gewijzigd")}
    lines = {key: tree.place(("invullen", key), key=True).line for key in keys}
    before = [line for line in lines.values() if line <= found[0].place.line]
    first = max(before, default=0)
    key = next((key for key, line in lines.items() if line >= first and key in new), None)
    if key is None:
        raise SourceError(*found)
    return key


def _read_back(organisation: str, answers: Mapping[str, str], loaded: Loaded, path: Path) -> Tree:
    """Return the file of `answers` as loading reads it.

    Raises:
        SourceError: HB249, it does not hold them; one hostile answer must not block a profile.
    """
    try:
        tree, held, problems = parse_answers(written(organisation, answers, loaded), ANSWERS)
    except HandbookError as error:
        raise SourceError(_too_much(path)) from error
    if problems or held is None or held.answers != answers:
        raise SourceError(_too_much(path))
    return tree


def _is_of_profile(key: str, loaded: Loaded) -> bool:
    """Tell whether the answer that counts is not that of antwoorden.yaml."""
    return known_answer(loaded.profile, key) != loaded.given.get(key, "")


def _where(asking: OpenField, key: str) -> str:
    return f"het antwoord bij '{asking.name}' ({key})"


def _told(where: str, path: Path, how: str = "") -> Problem:
    return Problem(
        Place(path.as_posix()),
        code="HB216",
        what=f"{where} noemt {how}de naam of het adres van een geheime locatie",
        mend="Dit antwoord is niet overgenomen. Laat de naam of het adres weg. De locatie mag "
        "in geen enkel document te vinden zijn. Bewaar ook de vragenlijst zorgvuldig.",
    )


def _too_much(path: Path) -> Problem:
    return Problem(
        Place(path.as_posix()),
        code="HB249",
        what="deze antwoorden zijn samen te groot of niet te bewaren",
        mend="Er is niets overgenomen. Kort de langste antwoorden in, of haal vreemde tekens weg.",
    )
