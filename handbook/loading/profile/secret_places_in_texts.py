"""Own texts of an organisation → where they tell of a secret location, and for what reason."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from handbook.errors import Place, Problem
from handbook.loading.markdown.chapters import ChapterSource
from handbook.loading.markdown.plain_text import printed
from handbook.loading.profile.secret_places import Secret, as_read, public_entries, unread
from handbook.loading.text.yaml_tree import ALLOWED, KNOWN_AS, PUBLIC_NAME, Tree
from handbook.secret_places.language.folding import squeezed
from handbook.secret_places.profile_entries import refuses
from handbook.secret_places.search import Hit, readings
from handbook.secret_places.secret_terms import Why

_WHY: Mapping[Why, str] = {
    "naam": "de naam van een geheime locatie",
    "deel": "een deel van de naam van een geheime locatie",
    "straat": "de straat van een geheime locatie, zonder nummer",
    "adres": "het adres van een geheime locatie",
    "postcode": "de postcode van een geheime locatie",
}
_TOGETHER = 2


def told_by(
    profile: Tree, others: Sequence[Tree], chapters: Sequence[ChapterSource], secret: Secret
) -> Iterator[Problem]:
    """Yield where an organisation's own texts tell of a secret location, and allow it in vain."""
    trees = (profile, *others)
    if secret:
        yield from told_elsewhere(trees, secret)
        yield from told_in_entries(profile, secret)
        yield from unread(profile)
    for each in chapters:
        yield from told_in_text(each.lines, each.tree.file, each.offset, secret)
    written = [text for tree in trees for text, _ in tree.scalars()]
    written += ["\n".join(each.lines) for each in chapters]
    yield from allowed_in_vain(profile, secret, written)


def told_elsewhere(trees: Iterable[Tree], secret: Secret) -> Iterator[Problem]:
    """Yield a problem for each text outside the secret location that tells of it.

    What does so for certain is wrong (HB216), what may do so a `let op` (HB227); a word that the
    library uses as well is told once.
    """
    seen: set[str] = set()
    for tree in trees:
        for text, place in tree.scalars():
            yield from _told_of(text, place, secret, seen)
        yield from _told_together(tree, secret)


def told_in_entries(profile: Tree, secret: Secret) -> Iterator[Problem]:
    """Yield a `let op` for each text that everybody may read and that weakens a wall (HB266).

    Once for each, at the first place in the profile where it stands as such.
    """
    waiting = set(secret.named)
    for _, path, text in public_entries(profile.data):
        if (letters := squeezed(text)) in waiting:
            waiting.remove(letters)
            yield _named(profile.place(path))


def told_in_text(lines: Sequence[str], file: str, offset: int, secret: Secret) -> Iterator[Problem]:
    """Yield a problem for each place in a Markdown text that tells of a secret location."""
    text = "\n".join(lines)
    wrong: set[int] = set()
    seen: set[str] = set()
    for hit in secret.hits(text):
        line = text.count("\n", 0, hit.start)
        if hit.weight == "fout":
            wrong.add(line)
        if not _again(text, hit, seen):
            column = hit.start - text.rfind("\n", 0, hit.start)
            yield _told(Place(file, line + 1 + offset, column), hit)
    for line, hit in _found_printed(text, secret):
        if line not in wrong:
            wrong.add(line)
            yield _told(Place(file, line + 1 + offset, 1), hit)


def told_in_name(name: str, file: str, secret: Secret) -> Iterator[Problem]:
    """Yield a problem when the name of a profile, which folders get, tells of a secret location."""
    if hit := secret.search(name):
        yield _told(Place(file), hit)


def allowed_in_vain(tree: Tree, secret: Secret, texts: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each text under `mag_genoemd` that may not stand there, or does nothing.

    Args:
        tree: the profile.
        secret: what gives its secret locations away.
        texts: all that the organisation wrote itself.
    """
    bare = replace(secret, known=())
    written: list[str] | None = None
    for path, text in _allowed(tree):
        place = tree.place(path)
        place = Place(place.file, place.line, place.column)
        if squeezed(text) not in secret.known and refuses(bare, text):
            yield _never(place)
            continue
        written = [squeezed(each) for each in texts] if written is None else written
        if not bare.hits(text) or not any(squeezed(text) in each for each in written):
            yield _nothing(place)


def _found_printed(text: str, secret: Secret) -> Iterator[tuple[int, Hit]]:
    """Yield what is wrong in a Markdown text once it is printed, with the line it stands on."""
    for pieces in (
        *(tuple(enumerate(each.split("\n"))) for each in readings(text)[1:]),
        printed(text),
    ):
        for hit in secret.hits("\n".join(piece for _, piece in pieces)):
            if hit.weight == "fout":
                yield pieces[_number(pieces, hit.start)][0], hit


def _told_of(text: str, place: Place, secret: Secret, seen: set[str]) -> Iterator[Problem]:
    """Yield the worst that `text` tells of a secret location."""
    told = [(each, hit) for each in as_read(text) for hit in secret.hits(each)]
    told.sort(key=lambda pair: pair[1].weight != "fout")
    for read, hit in told:
        if not _again(read, hit, seen):
            yield _told(place, hit)
            return


def _again(text: str, hit: Hit, seen: set[str]) -> bool:
    """Tell whether a word that the library uses too was told before; remember that it is now."""
    word = squeezed(text[hit.start : hit.end])
    if hit.weight == "fout" or not hit.common:
        return False
    before = word in seen
    seen.add(word)
    return before


def _told_together(tree: Tree, secret: Secret) -> Iterator[Problem]:
    """Yield a problem for texts of one record that tell of it only when they are read together."""
    waiting = [tree.root]
    while waiting:
        node = waiting.pop()
        if node.id == "scalar":
            continue
        pairs = node.value if node.id == "mapping" else [(each,) for each in node.value]
        waiting += [each for pair in pairs for each in pair]
        for row in ([pair[-1] for pair in pairs], [each for pair in pairs for each in pair]):
            scalars = [each for each in row if each.id == "scalar" and id(each) not in tree.covered]
            if (told := _first_together([each.value for each in scalars], secret)) is not None:
                yield _told(tree.spot(scalars[told[0]].start_mark), told[1])
                break


def _first_together(texts: Sequence[str], secret: Secret) -> tuple[int, Hit] | None:
    """Return the first thing that tells of it across two of `texts`, with the first of the two."""
    if len(texts) < _TOGETHER:
        return None
    pieces = tuple(enumerate(texts))
    for hit in secret.hits("\n".join(texts)):
        first, last = _number(pieces, hit.start), _number(pieces, hit.end - 1)
        if hit.weight == "fout" and first != last and not secret.search(texts[first]):
            return first, hit
    return None


def _number(pieces: Sequence[tuple[int, str]], at: int) -> int:
    """Return which of `pieces`, joined by line ends, the character `at` stands in."""
    for number, (_, piece) in enumerate(pieces):
        if at <= len(piece):
            return number
        at -= len(piece) + 1
    return len(pieces) - 1


def _allowed(tree: Tree) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield each text under `mag_genoemd`, with its path."""
    places = tree.data.get("locaties")
    for number, place in enumerate(places if isinstance(places, list) else ()):
        allowed = place.get(ALLOWED) if isinstance(place, dict) else None
        for at, each in enumerate(allowed if isinstance(allowed, list) else ()):
            if isinstance(each, dict) and isinstance(each.get("tekst"), str):
                yield ("locaties", number, ALLOWED, at, "tekst"), each["tekst"]


def _told(place: Place, hit: Hit) -> Problem:
    place = Place(place.file, place.line, place.column)
    if hit.weight == "let op":
        return Problem(
            place,
            code="HB227",
            what=f"hier staat {_WHY[hit.why]}",
            mend="Haal het weg als een lezer zo de locatie kan vinden.",
            weight="let op",
        )
    return Problem(
        place,
        code="HB216",
        what=f"hier staat {_WHY[hit.why]}",
        mend=f"Haal het hier weg, of schrijf de naam voor buiten ('{PUBLIC_NAME}'), zoals Huis 1. "
        "De locatie mag in geen enkel document te vinden zijn. Betekent het hier iets anders, zet "
        f"dan de hele naam daarvan bij de locatie onder '{ALLOWED}', met de reden. Geef de locatie "
        "zelf geen andere 'naam': de oude is dan niet meer geheim, tenzij zij onder "
        f"'{KNOWN_AS}' staat.",
    )


def _named(place: Place) -> Problem:
    return Problem(
        Place(place.file, place.line, place.column),
        code="HB266",
        what="deze naam of dit adres noemt een woord van een geheime locatie",
        mend="Dit komt in documenten. Haal het woord weg als een lezer zo de locatie kan vinden. "
        f"Klopt het, zet de hele tekst dan bij die locatie onder '{ALLOWED}', met de reden.",
        weight="let op",
    )


def _never(place: Place) -> Problem:
    return Problem(
        place,
        code="HB285",
        what=f"deze tekst kan niet bij '{ALLOWED}' staan: hij verraadt de geheime locatie zelf",
        mend="Straat met nummer, postcode en de naam alleen komen nooit in een document. Schrijf "
        "de hele naam van wat u wel mag noemen, met de woorden die er altijd bij staan.",
    )


def _nothing(place: Place) -> Problem:
    return Problem(
        place,
        code="HB286",
        what=f"deze tekst bij '{ALLOWED}' heeft geen gevolg",
        mend="Zij staat in geen eigen tekst, of bevat niets van een geheime locatie. Haal haar "
        "weg, of schrijf de woorden precies zoals ze in uw tekst staan.",
        weight="let op",
    )
