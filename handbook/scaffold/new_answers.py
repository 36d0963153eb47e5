"""What a person answers for a new profile: is it possible, and what is kept while they answer."""

import json
import re
from collections.abc import Iterable, Mapping

from handbook.errors import did_you_mean
from handbook.model.sources.library import Library
from handbook.scaffold.new_profile import Answers

# In the order in which they are asked; a key is that of the profile.
KEYS = ("naam", "kvk", "fte", "onderdelen", "activiteiten", "kenmerken")
NEEDED = ("naam", "kvk", "onderdelen")


class WrongAnswerError(ValueError):
    """An answer that cannot be used; its text says why, in Dutch."""


def choices(key: str, given: Mapping[str, str], library: Library) -> dict[str, str]:
    """Return what may be chosen at `key`, by id with its title, after what was `given` before."""
    parts = set(listed(given.get("onderdelen", "")))
    if key == "onderdelen":
        return {each.code: each.title for each in library.parts.values() if not each.general}
    if key == "activiteiten":
        return {each.id: each.title for each in library.activities.values() if each.part in parts}
    return {
        each.id: each.title
        for each in library.characteristics.values()
        if not each.follows and (not each.parts or parts & set(each.parts))
    }


def checked(key: str, text: str, given: Mapping[str, str], library: Library) -> str:
    """Return the answer `text` at `key` as it is kept.

    Raises:
        WrongAnswerError: it cannot be used.
    """
    said = text.strip()
    if not said:
        if key == "naam":
            raise WrongAnswerError("Zo kan de organisatie niet heten: zij heeft een naam nodig.")
        if key in NEEDED:
            raise WrongAnswerError("Dit is nodig om verder te gaan.")
        return ""
    if key == "kvk" and not re.fullmatch(r"[0-9]{8}", said):
        raise WrongAnswerError(f"'{said}' is geen KvK-nummer: dat heeft acht cijfers.")
    if key == "fte" and not re.fullmatch(r"[0-9]{1,5}([.,][0-9]{1,2})?", said):
        raise WrongAnswerError(f"'{said}' is geen aantal fte, zoals 41,5.")
    if key in ("onderdelen", "activiteiten", "kenmerken"):
        return _chosen(key, said, given, library)
    return said


def _chosen(key: str, said: str, given: Mapping[str, str], library: Library) -> str:
    known = choices(key, given, library)
    if key == "kenmerken":  # one that follows by itself may be named too
        known = {each.id: each.title for each in library.characteristics.values()}
    words = [_by_number(word, list(known), key) for word in listed(said)]
    for word in words:
        if word not in known:
            raise WrongAnswerError(_not_there(key, word, known))
    return ", ".join(words)


def _by_number(word: str, known: list[str], key: str) -> str:
    """Return the name that a number in a list stands for; a part is called by its number."""
    if key != "onderdelen" and word.isdecimal() and 0 < int(word) <= len(known):
        return known[int(word) - 1]
    return word


def _not_there(key: str, word: str, known: Mapping[str, str]) -> str:
    if key == "onderdelen":
        listing = "; ".join(f"{code} {title}" for code, title in known.items())
        return f"Onderdeel '{word}' is niet te kiezen. Kies uit: {listing}."
    kind = {"activiteiten": "Activiteit", "kenmerken": "Kenmerk"}[key]
    near = did_you_mean(word, known) or f"Kies uit: {', '.join(known)}."
    return f"{kind} '{word}' is hier niet te kiezen. {near}"


def listed(text: str) -> tuple[str, ...]:
    """Return the words of a list as it is typed: with commas, semicolons or blanks between."""
    return tuple(dict.fromkeys(text.replace(",", " ").replace(";", " ").split()))


def answers_of(given: Mapping[str, str]) -> Answers:
    """Return checked answers as a profile is made of them."""
    return Answers(
        name=given["naam"],
        chamber_number=given["kvk"],
        parts=listed(given["onderdelen"]),
        activities=listed(given.get("activiteiten", "")),
        characteristics=listed(given.get("kenmerken", "")),
        fte=given.get("fte", ""),
    )


def kept_text(given: Mapping[str, str]) -> str:
    """Return what was answered so far as the text of a file."""
    return json.dumps(dict(given), ensure_ascii=False, indent=1) + "\n"


def kept_answers(text: str, library: Library) -> dict[str, str]:
    """Return what a file of answers says, as far as it can still be used."""
    try:
        told = json.loads(text)
    except ValueError:
        return {}
    found: dict[str, str] = {}
    for key in KEYS if isinstance(told, dict) else ():
        if isinstance(told.get(key), str):
            try:
                found[key] = checked(key, told[key], found, library)
            except WrongAnswerError:
                continue
    return found


def names(keys: Iterable[str]) -> str:
    """Return the options that give `keys`, for a message."""
    return ", ".join("NAAM" if key == "naam" else f"--{key}" for key in keys)
