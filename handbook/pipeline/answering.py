"""A questionnaire that came back → antwoorden.yaml, for the organisation it was made for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from handbook import storage
from handbook.errors import HandbookError, Place, Problem, SourceError
from handbook.loading.answers import ANSWERS, fields_of, parse_answers, same
from handbook.loading.files import read_bytes
from handbook.loading.owners import now_called
from handbook.loading.secret import pattern
from handbook.loading.workspace import ORGANISATIONS, Loaded, Workspace, profile_names
from handbook.model.answers import Reply, State, Taken
from handbook.model.content import OpenField
from handbook.pipeline.asking import telling
from handbook.pipeline.desk import organisations as named
from handbook.pipeline.handwork import decide
from handbook.pipeline.imprint import maker_of, prints_one_of
from handbook.pipeline.ownership import opened, sealed_for
from handbook.pipeline.secrecy import Search, unread
from handbook.tailoring.ownership import is_same_name
from handbook.tailoring.questions import asked
from handbook.word.answers import Returned, by_field, owners, read_answers, tidy

LONGEST = 4_000
"""Characters of an answer: an A4 of text; what is longer is a document of its own."""
_LARGEST_FILE = 60_000_000
_LABEL, _SHOWN = 64, 10
_NAMELESS = "zonder naam"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """What the controls of one field hold: usually one text, and more when it was copied."""

    id: str
    label: str
    texts: tuple[str, ...]


def take(workspace: Workspace, path: Path, name: str = "") -> Taken:
    """Return what came of reading the questionnaire at `path`, and write its answers.

    An answer that cannot be used stops none of the others. A field that was left empty takes
    nothing away. The profile itself is never written.

    Args:
        workspace: where the organisation is.
        path: a .docx that anybody may have sent.
        name: the organisation it should be of; empty: the one that the file names.

    Raises:
        HandbookError: HB240 no .docx, HB241 no questionnaire of ours, HB242 one of another
            organisation, HB249 more than the file can hold, and every problem of the profile.
    """
    data, returned = _read(path)
    organisation = _owner(workspace, path, returned, name)
    home = workspace.root / ORGANISATIONS / organisation / ANSWERS
    before = storage.digest(home)
    loaded = opened(workspace, organisation)
    _refuse_namesake(workspace.root, data, path, loaded, organisation)
    fields, strangers = _gather(returned, loaded)
    if not fields and not strangers:
        raise SourceError(_no_fields(path))
    judged = [_judge(each, loaded, path) for each in fields]
    replies = (*(reply for reply, _ in judged), *strangers)
    problems = [problem for _, found in judged for problem in found]
    problems += [_unknown(path, strangers)] if strangers else []
    problems += _elsewhere(data, loaded, path, problems)
    answers = _merged(loaded, replies)
    written = answers != dict(loaded.given)
    if written:
        text = storage.render_answers(organisation, answers, _whose(loaded)).encode()
        _check(text, answers, path)
        storage.put(home, text, expected=before)
        loaded = opened(workspace, organisation)
    made = decide(loaded, organisation)
    return Taken(
        organisation=organisation,
        replies=replies,
        problems=(*problems, *_notices(loaded, replies)),
        path=f"{ORGANISATIONS}/{organisation}/{ANSWERS}" if written else "",
        waiting=len(asked(loaded.profile, loaded.library, made, every=False)),
        exit_code=1 if any(problem.weight == "fout" for problem in problems) else 0,
    )


def _read(path: Path) -> tuple[bytes, Returned]:
    place = Place(path.as_posix())
    try:
        if not path.exists():
            raise SourceError(_unreadable(place, "dit bestand is er niet"))
        data = read_bytes(path, path.as_posix(), limit=_LARGEST_FILE)
        return data, read_answers(data)
    except OSError as error:  # a name too long to exist
        raise SourceError(_unreadable(place, "dit bestand is er niet")) from error
    except ValueError as error:
        raise SourceError(_unreadable(place, str(error))) from error


def _owner(workspace: Workspace, path: Path, returned: Returned, name: str) -> str:
    """Return the organisation whose answers these are, sure of it; or refuse them."""
    known = profile_names(workspace)
    if name:
        named(workspace, [name])
    told = frozenset(_now(workspace, each, known) for each in owners(returned))
    if not told:
        raise SourceError(_no_owner(path))
    if len(told) > 1 or (name and told != {name}):
        raise SourceError(_other_owner(path, told, name))
    [organisation] = told
    if organisation not in known:
        raise SourceError(_other_owner(path, told, name))
    return organisation


def _refuse_namesake(root: Path, data: bytes, path: Path, loaded: Loaded, name: str) -> None:
    """Refuse a questionnaire of an organisation whose profile, in another folder, has this name.

    Its properties name who made it: she herself, now or under a name that other files of hers have.

    Raises:
        SourceError: HB242.
    """
    profile, maker = loaded.profile, maker_of(data)
    if not maker or prints_one_of(data, (profile.name, profile.chamber_number)):
        return
    lying = (
        storage.read(each) or b"" for paths in sealed_for(root, name).values() for each in paths
    )
    known = (loaded.register.name or "", *map(maker_of, lying))
    if not any(is_same_name(maker, each) for each in known):
        raise SourceError(_of_namesake(path, name))


def _now(workspace: Workspace, told: str, known: Sequence[str]) -> str:
    """Return how the organisation is called now that a file calls `told`."""
    renamed = () if told in known else now_called(workspace, told)
    return renamed[0] if len(renamed) == 1 else told


def _gather(returned: Returned, loaded: Loaded) -> tuple[tuple[_Field, ...], tuple[Reply, ...]]:
    """Return the fields that the library knows, each once, and those filled in that it does not."""
    found: dict[str, _Field] = {}
    secret = pattern(loaded.secrets)
    strangers: dict[str, Reply] = {}
    for key, each in by_field(returned, fields_of(loaded.library)):
        if not key:
            label = tidy(each.tag or each.label)[:_LABEL]
            if not label or (secret and secret.search(f"{label} {each.label}")):
                label = _NAMELESS  # a label is shown, and anybody may have typed it
            if each.text:
                name = label if label == _NAMELESS else each.label
                strangers[label] = Reply(id=label, name=name, state="onbekend")
            continue
        texts = found[key].texts if key in found else ()
        if each.text and not any(same(each.text, text) for text in texts):
            texts = (*texts, each.text)
        found[key] = _Field(id=key, label=each.label, texts=texts)
    return tuple(found.values()), tuple(strangers.values())


def _judge(each: _Field, loaded: Loaded, path: Path) -> tuple[Reply, tuple[Problem, ...]]:
    """Return what the texts of one field come to, and why they are refused."""
    asking = fields_of(loaded.library)[each.id]
    known = loaded.profile.answers.get(each.id, "")
    if not each.texts:
        return Reply(id=each.id, name=asking.name, state="leeg", before=known), ()
    wrong = tuple(_wrong(each, asking, loaded, path))
    if wrong:
        return Reply(id=each.id, name=asking.name, state="geweigerd"), wrong
    [text] = each.texts
    if same(text, known):
        return Reply(
            id=each.id, name=asking.name, state="ongewijzigd", before=known, after=text
        ), ()
    state: State = "gewijzigd" if known else "nieuw"
    return Reply(id=each.id, name=asking.name, state=state, before=known, after=text), ()


def _wrong(each: _Field, asking: OpenField, loaded: Loaded, path: Path) -> Iterator[Problem]:
    place = Place(path.as_posix())
    where = f"het antwoord bij '{asking.name}' ({each.id})"
    secret = pattern(loaded.secrets)
    if secret and any(secret.search(text) for text in each.texts):
        yield Problem(
            place,
            code="HB216",
            what=f"{where} noemt de naam of het adres van een geheime locatie",
            mend="Dit antwoord is niet overgenomen. Laat de naam of het adres weg. De locatie mag "
            "in geen enkel document te vinden zijn. Bewaar ook de vragenlijst zorgvuldig.",
        )
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


def _elsewhere(
    data: bytes, loaded: Loaded, path: Path, found: Sequence[Problem]
) -> Iterator[Problem]:
    """Yield a `let op` when the file tells of a secret location outside its fields as well."""
    secret = pattern(loaded.secrets)
    if secret is None:
        return
    look = Search(secret).look(data)
    if look.tells and all(each.code != "HB216" for each in found):
        yield telling(path.as_posix(), weight="let op")
    yield from unread(path.as_posix(), look.unread)


def _merged(loaded: Loaded, replies: tuple[Reply, ...]) -> dict[str, str]:
    """Return the answers that antwoorden.yaml should hold: none that the profile gives as well."""
    answers = dict(loaded.given)
    for each in replies:
        if each.state in ("nieuw", "gewijzigd"):
            answers[each.id] = each.after
        elif each.state == "ongewijzigd" and _is_of_profile(each.id, loaded):
            answers.pop(each.id, None)
    return answers


def _whose(loaded: Loaded) -> dict[str, str]:
    """Return what tells, beside the name of the profile, whose answers these are."""
    profile = loaded.profile
    told = {"naam": profile.name, "kvk": profile.chamber_number}
    return {"kenmerk": loaded.register.key or "", **told}


def _is_of_profile(key: str, loaded: Loaded) -> bool:
    """Tell whether the answer that counts is not that of antwoorden.yaml."""
    return loaded.profile.answers.get(key) != loaded.given.get(key)


def _check(data: bytes, answers: Mapping[str, str], path: Path) -> None:
    """Refuse to write what could not be read back; one hostile answer must not block a profile.

    Raises:
        SourceError: HB249.
    """
    try:
        _, held, problems = parse_answers(data, ANSWERS)
    except HandbookError as error:
        raise SourceError(_too_much(path)) from error
    if problems or held is None or held.answers != answers:
        raise SourceError(_too_much(path))


def _notices(loaded: Loaded, replies: tuple[Reply, ...]) -> tuple[Problem, ...]:
    """Return each `let op` on the answers now: of their file, and where the profile goes first."""
    changed = [f"'{each.id}'" for each in replies if each.state == "gewijzigd"]
    return tuple(
        each
        for each in loaded.notices
        if each.place.file.endswith(f"/{ANSWERS}")
        or (each.code == "HB246" and any(key in each.what for key in changed))
    )


def _unreadable(place: Place, why: str) -> Problem:
    return Problem(
        place,
        code="HB240",
        what=f"deze vragenlijst is niet te lezen: {why}",
        mend="Open het bestand in Word of LibreOffice, bewaar het als Word-document (.docx) "
        "zonder wachtwoord en lees het opnieuw in.",
    )


_FILL_IN = (
    "Vul de vragenlijst in die 'handbook vragenlijst' maakte, in Word of LibreOffice. Werd de "
    "tekst naar een ander bestand gekopieerd, zet de antwoorden dan terug in de vragenlijst."
)


def _no_owner(path: Path) -> Problem:
    what = "dit is geen vragenlijst van handbook, of er staat niet meer in van welke organisatie"
    return Problem(Place(path.as_posix()), "HB241", what, _FILL_IN)


def _no_fields(path: Path) -> Problem:
    what = "in dit bestand staan geen velden van een vragenlijst"
    return Problem(Place(path.as_posix()), "HB241", what, _FILL_IN)


def _other_owner(path: Path, told: frozenset[str], name: str) -> Problem:
    listed = " en ".join(f"'{tidy(each)[:_LABEL]}'" for each in sorted(told)[:_SHOWN])
    asked_for = f", en niet van '{name}'" if name else ""
    return Problem(
        Place(path.as_posix()),
        code="HB242",
        what=f"deze vragenlijst is van {listed}{asked_for}",
        mend="Er is niets overgenomen: antwoorden van de ene organisatie komen nooit bij een "
        "andere. Kijk of u het goede bestand hebt, in de goede werkmap.",
    )


def _of_namesake(path: Path, name: str) -> Problem:
    return Problem(
        Place(path.as_posix()),
        code="HB242",
        what=f"deze vragenlijst is gemaakt voor een andere organisatie die ook '{name}' heet",
        mend="Er is niets overgenomen. Kijk of u het goede bestand hebt, in de goede werkmap. Is "
        "het toch deze organisatie, zet dan in Word bij Bestand, Info, Eigenschappen achter "
        "'Bedrijf' de naam die nu in het profiel staat.",
    )


def _unknown(path: Path, strangers: tuple[Reply, ...]) -> Problem:
    listed = ", ".join(f"'{each.id}'" for each in strangers[:_SHOWN])
    more = f" en nog {len(strangers) - _SHOWN}" if len(strangers) > _SHOWN else ""
    return Problem(
        Place(path.as_posix()),
        code="HB243",
        what=f"deze ingevulde velden bestaan niet meer: {listed}{more}",
        mend="De vragenlijst is van een oudere bibliotheek; de rest is gelezen. Kijk of een nieuw "
        "veld hetzelfde vraagt, en neem het antwoord daar over.",
        weight="let op",
    )


def _too_much(path: Path) -> Problem:
    return Problem(
        Place(path.as_posix()),
        code="HB249",
        what="deze antwoorden zijn samen te groot of niet te bewaren",
        mend="Er is niets overgenomen. Kort de langste antwoorden in, of haal vreemde tekens weg.",
    )
