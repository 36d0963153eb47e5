"""The pages for users that travel with the program, and the piece of them about one word."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from handbook.loading.text.workspace_files import listed, read_bytes

_HOUSE = Path(__file__).resolve().parent.parent
# Pages for who changes the program.
_FOR_MAKERS = frozenset({"architecture"})
_PROBLEMS, _PROFILE = "problemen", "profiel"
_HEAD = re.compile(r"^(#{1,6}) (.+)$", re.MULTILINE)
_CODE = re.compile(r"[Hh][Bb]\d{3}")
_NEAR = 3
Wanted = Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpText:
    """A page, or a section of one, as Markdown; `page` is the name of the page it stands on."""

    page: str
    title: str
    text: str


@cache
def pages() -> Mapping[str, str]:
    """Return the text of every page for users, by its name."""
    homes = (_HOUSE / "docs", _HOUSE.parent / "docs")
    home = next((each for each in homes if each.is_dir()), homes[0])
    return {
        path.stem: read_bytes(path, f"docs/{path.name}", limit=2_000_000).decode()
        for path in listed(home)
        if path.suffix == ".md" and path.stem not in _FOR_MAKERS
    }


def titles() -> Mapping[str, str]:
    """Return the title of every page, by its name."""
    return {name: text.partition("\n")[0].removeprefix("# ") for name, text in pages().items()}


def about(word: str) -> HelpText | None:
    """Return what the pages say of `word`: a code, the name of a page, a key, or a heading."""
    asked = word.strip().casefold()
    if _CODE.fullmatch(asked):
        return _first(_PROBLEMS, lambda title: title.casefold().startswith(f"{asked} "))
    if asked in pages():
        return HelpText(page=asked, title=titles()[asked], text=pages()[asked])
    return _of_key(asked) or _of_title(asked)


def near(word: str) -> list[str]:
    """Return the names of pages, keys and codes that `word` may mean."""
    known = {each.casefold(): each for each in (*pages(), *_keys(), *_codes())}
    found = get_close_matches(word.strip().casefold(), sorted(known), n=_NEAR, cutoff=0.6)
    return [known[each] for each in found]


def _keys() -> list[str]:
    return re.findall(r"^\| `([a-z_]+)` \|", pages().get(_PROFILE, ""), re.MULTILINE)


def _codes() -> list[str]:
    return re.findall(r"^### (HB\d{3})", pages().get(_PROBLEMS, ""), re.MULTILINE)


def _of_key(asked: str) -> HelpText | None:
    """Return the section about a key of the profile, or the row that tells of it."""
    row = re.search(rf"^\| `{re.escape(asked)}` \|.*$", pages().get(_PROFILE, ""), re.MULTILINE)
    if row is None:
        return None
    if section := _first(_PROFILE, lambda title: title.strip("`").casefold() == asked):
        return section
    told = [cell.strip() for cell in row[0].strip("|").split("|")]
    text = (
        f"## `{asked}`\n\n{told[2]}\n\n- U schrijft: {told[1]}\n- Zonder deze sleutel: {told[3]}\n"
    )
    return HelpText(page=_PROFILE, title=asked, text=text)


def _of_title(asked: str) -> HelpText | None:
    """Return the page or the section whose title has the word, pages first."""
    for name, title in titles().items():
        if asked in re.split(r"\W+", f"{name} {title}".casefold()):
            return HelpText(page=name, title=title, text=pages()[name])
    sections = (
        _first(name, lambda title: asked in re.split(r"\W+", title.casefold())) for name in pages()
    )
    return next(filter(None, sections), None)


def _first(page: str, wanted: Wanted) -> HelpText | None:
    """Return the first section of `page` whose title is `wanted`."""
    return next((each for each in _sections(page) if wanted(each.title)), None)


def _sections(page: str) -> Iterator[HelpText]:
    text = pages().get(page, "")
    heads = list(_HEAD.finditer(text))
    for number, head in enumerate(heads):
        deeper = len(head[1])
        after = (each.start() for each in heads[number + 1 :] if len(each[1]) <= deeper)
        yield HelpText(page=page, title=head[2], text=text[head.start() : next(after, len(text))])
