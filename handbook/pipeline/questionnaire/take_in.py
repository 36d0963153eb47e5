"""A questionnaire that came back → antwoorden.yaml, for the organisation it was made for."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from handbook import folders, storage
from handbook.errors import Place, Problem, SourceError
from handbook.loading.owners import now_called
from handbook.loading.profile.questionnaire import ANSWERS, fields_of, same
from handbook.loading.profile.secret_places import concealed, pattern
from handbook.loading.text.workspace_files import ORGANISATIONS, read_bytes
from handbook.loading.workspace import Loaded, Workspace, profile_names
from handbook.model.features.questionnaire import Reply, Taken
from handbook.pipeline.organisation.context import organisations as named
from handbook.pipeline.organisation.hand_edits import decide
from handbook.pipeline.organisation.maker_of_file import maker_of, prints_one_of
from handbook.pipeline.organisation.ownership import opened, sealed_for
from handbook.pipeline.questionnaire.ask import asked_lines, telling
from handbook.pipeline.questionnaire.typed_answers import Field, apart, judged, merged, written
from handbook.pipeline.safeguards.secret_places import Search, unread
from handbook.tailoring.content.questionnaire import asked
from handbook.tailoring.control.ownership import is_same_name
from handbook.word.reading.questionnaire import (
    Filled,
    Line,
    Returned,
    by_field,
    owners,
    read_answers,
    tidy,
)

_LARGEST_FILE = 60_000_000
_LABEL, _SHOWN, _LINES = 64, 10, 3
_NAMELESS = "zonder naam"


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
    replies, problems = _judged(returned, loaded, path, organisation)
    problems += tuple(_elsewhere(data, loaded, path, problems))
    problems += tuple(_beside(workspace.root, returned, loaded, path, organisation))
    answers = merged(loaded, replies)
    is_new = answers != dict(loaded.given)
    if is_new:
        storage.put(home, written(organisation, answers, loaded), expected=before)
        loaded = opened(workspace, organisation)
    made = decide(loaded, organisation)
    return Taken(
        organisation=organisation,
        replies=replies,
        problems=(*problems, *_notices(loaded, replies)),
        path=f"{ORGANISATIONS}/{organisation}/{ANSWERS}" if is_new else "",
        waiting=len(asked(loaded.profile, loaded.library, made, every=False)),
        exit_code=1 if any(problem.weight == "fout" for problem in problems) else 0,
    )


def _judged(
    returned: Returned, loaded: Loaded, path: Path, organisation: str
) -> tuple[tuple[Reply, ...], tuple[Problem, ...]]:
    """Return what each field comes to, and what is wrong with them.

    Raises:
        SourceError: HB241 there are no fields, HB249 more than the file can hold.
    """
    fields, strangers = _gather(returned, loaded)
    if not fields and not strangers:
        raise SourceError(_no_fields(path))
    replies, problems = judged(fields, loaded, path)
    replies, together = apart(replies, loaded, path, organisation)
    unknown = (_unknown(path, strangers),) if strangers else ()
    return (*replies, *strangers), (*problems, *together, *unknown)


def _read(path: Path) -> tuple[bytes, Returned]:
    place = Place(path.as_posix())
    try:
        if not folders.exists(path):
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


def _gather(returned: Returned, loaded: Loaded) -> tuple[tuple[Field, ...], tuple[Reply, ...]]:
    """Return the fields that the library knows, each once, and those filled in that it does not."""
    found: dict[str, Field] = {}
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
        found[key] = Field(id=key, label=each.label, texts=texts)
    return tuple(found.values()), tuple(strangers.values())


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


def _typed_beside(
    returned: Returned, answered: Iterable[Filled], known: Iterable[str]
) -> list[Line]:
    """Return the lines that stand where nothing is asked, and in no questionnaire of ours.

    A program that throws fields away leaves the answer where the field was.
    """
    ours = {_folded(each) for each in known}
    read = _folded("".join(each.text for each in answered))
    lines = dict.fromkeys(returned.lines)
    folded = {each: _folded(each.text) for each in lines}
    return [each for each in lines if folded[each] not in ours and folded[each] not in read]


def _folded(line: str) -> str:
    return "".join(each for each in line.casefold() if each.isalnum() or each == "…")


def _beside(
    root: Path, returned: Returned, loaded: Loaded, path: Path, organisation: str
) -> Iterator[Problem]:
    """Yield a `let op` on what stands in the file where nothing is asked."""
    answered = [each for _, each in by_field(returned, fields_of(loaded.library))]
    lines = _typed_beside(returned, answered, asked_lines(root, loaded, organisation))
    unsure = [each for spot in returned.spots for each in spot.fields if each.unsure]
    for each in unsure:
        yield concealed(_in_hint(path, each, loaded), loaded.secrets)
    if lines:
        yield concealed(_outside(path, lines, loaded), loaded.secrets)


def _in_hint(path: Path, field: Filled, loaded: Loaded) -> Problem:
    told = not loaded.secrets.search(f"{field.label} {field.unsure}")
    said = f" '{field.label[:_LABEL]}': '{field.unsure[:_LABEL]}'" if told else ""
    return Problem(
        Place(path.as_posix()),
        code="HB336",
        what=f"dit veld geldt nog als leeg, maar er staat iets in{said}",
        mend="Is het een antwoord? Verwijder het in Word, klik in het veld, typ het opnieuw en "
        "lees het bestand weer in.",
        weight="let op",
    )


def _outside(path: Path, lines: Sequence[Line], loaded: Loaded) -> Problem:
    shown = "; ".join(_in_place(each) for each in lines[:_LINES])
    more = f" en nog {len(lines) - _LINES}" if len(lines) > _LINES else ""
    secret = loaded.secrets.search(" ".join(f"{each.text} {each.where}" for each in lines))
    told = "" if secret else f": {shown}{more}"
    return Problem(
        Place(path.as_posix()),
        code="HB251",
        what=f"hier staat iets buiten de velden, en dat is niet overgenomen{told}",
        mend="Is het een antwoord? Zet het dan in het veld ernaast en lees het bestand opnieuw in.",
        weight="let op",
    )


def _in_place(line: Line) -> str:
    where = f" ({line.where[:_LABEL]})" if line.where else ""
    return f"'{line.text[:_LABEL]}'{where}"


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
