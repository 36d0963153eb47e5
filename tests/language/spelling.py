"""Words → those that neither the Dutch dictionary nor our own list knows."""

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

WORDS = Path(__file__).parent / "woorden.txt"
ABBREVIATIONS = "Afkortingen"
_CODE = re.compile(r"\b(?:[A-Z]{1,4}-){1,2}\d{2,3}\b|\b\d{4} [A-Z]{2}\b")
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+|\b\w+(?:\.\w+)+\b\.?")
_WORD = re.compile(r"[^\W\d_]\w*(?:[-'’]\w+)*-?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelt:
    """What came of looking words up: those nobody knows, and the listed ones that helped."""

    unknown: frozenset[str]
    helped: frozenset[str]


def words_in(text: str) -> Iterator[str]:
    """Yield the words to look up: no document codes, web addresses, or what has digits."""
    plain = _ADDRESS.sub(" ", _CODE.sub(" ", text)).replace("’", "'")
    for match in _WORD.finditer(plain):
        word = match.group()
        if len(word) > 1 and not re.search(r"\d", word):
            yield word


def own_words() -> dict[str, str]:
    """Return our own words with the heading they stand under in woorden.txt."""
    found, heading = {}, ""
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            heading = line[2:].partition(":")[0]
        elif line.strip():
            found[line.strip()] = heading
    return found


def asked(words: Iterable[str]) -> tuple[str, ...]:
    """Return what the dictionary is asked: the words, and what stays when a part is taken off."""
    return tuple(sorted({form for word in words for form in (word, *_pieces(word))}))


def dictionary_refuses(words: Iterable[str]) -> frozenset[str]:
    """Return the words that hunspell's Dutch dictionary does not know, in one process.

    Raises:
        FileNotFoundError: hunspell or its Dutch dictionary is not installed.
    """
    if not shutil.which("hunspell"):
        raise FileNotFoundError("apt-get install hunspell hunspell-nl")
    done = subprocess.run(
        ["hunspell", "-d", "nl_NL", "-i", "utf-8", "-l"],
        input="\n".join(words),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise FileNotFoundError(f"apt-get install hunspell hunspell-nl: {done.stderr}")
    return frozenset(done.stdout.split("\n")) - {""}


def look_up(words: Iterable[str], refused: Set[str], own: Mapping[str, str]) -> Spelt:
    """Return which of `words` are unknown, and which of our `own` words made others known.

    An own word also counts with a capital. An abbreviation of ours makes compounds with a hyphen:
    AI-diensten. A word with a hyphen at its end may lack what binds it: veiligheids-.
    """
    unknown: set[str] = set()
    helped: set[str] = set()
    for word in words:
        if word not in refused:
            continue
        listed = _listed(word, own)
        if not listed and "-" in word:
            listed = _listed_parts(word, refused, own)
        if listed is None:
            unknown.add(word)
        else:
            helped |= listed
    return Spelt(unknown=frozenset(unknown), helped=frozenset(helped))


def _listed(word: str, own: Mapping[str, str]) -> set[str] | None:
    lowered = word[:1].lower() + word[1:]
    return next(({form} for form in (word, lowered) if form in own), None)


def _listed_parts(word: str, refused: Set[str], own: Mapping[str, str]) -> set[str] | None:
    if word.endswith("-"):
        forms = _pieces(word)
        if any(form not in refused for form in forms):
            return set()
        return next((found for form in forms if (found := _listed(form, own))), None)
    head, _, rest = word.partition("-")
    listed = _listed(head, own)
    if not listed or own[next(iter(listed))] != ABBREVIATIONS:
        return None
    if rest not in refused:
        return listed
    inside = _listed(rest, own)
    return listed | inside if inside else None


def _pieces(word: str) -> tuple[str, ...]:
    if word.endswith("-"):
        stem = word[:-1]
        return (stem, stem[:-1]) if stem.endswith("s") else (stem,)
    return (word.partition("-")[2],) if "-" in word else ()
