r"""Links in a line of Markdown: two signs each while the line is compared, then `[…](…)` again."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from handbook.loading.markdown.chapters import LINKS
from handbook.model.features.adoption import Span
from handbook.word.writing.draft import web_address

_OPENING, _FIRST, _LAST = "\ue000", 0xE001, 0xF8FF  # signs that no text of hers may hold
_TYPED = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)*)\]\(((?:[^\s()\\]|\\.)*)\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_SPECIAL = re.compile(r"[\\()<>]|&(?=#?\w+;)")
_SIGN = re.compile(f"[{_OPENING}-{chr(_LAST)}]")
_BEFORE = re.compile(rf"(?<!\\)!(?={_OPENING})")  # which would make a picture of the link


def is_writable(address: str) -> bool:
    """Tell whether a chapter may lead to `address`, and Word can keep it."""
    return address.startswith(LINKS) and bool(web_address(address))


def leads(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the words that lead to the web or to a mailbox, with the address as we print it."""
    linked = groupby(_web(spans), key=lambda each: each.link)
    said = (Span(" ".join("".join(e.text for e in group).split()), link) for link, group in linked)
    return tuple(each for each in said if each.link and each.text)


def _web(spans: Iterable[Span]) -> Iterable[Span]:
    """Yield spans with the address as we print it; a link between documents is none here."""
    for each in spans:
        yield Span(each.text, web_address(each.link) if each.link.startswith(LINKS) else "")


@dataclass(slots=True)
class Links:
    """The links of one text of a chapter, as it stands in the source and as she left it.

    `written` tells how an address is written, in the order in which they were met; the number of
    an address is that of its sign.
    """

    written: dict[str, str] = field(default_factory=dict)

    def signed(self, typed: str) -> str:
        """Return a line of Markdown with signs for its links."""
        return _TYPED.sub(lambda match: self._between(match[1], self._met(match[2])), typed)

    def of_hers(self, spans: Iterable[Span]) -> str:
        """Return what she says, with signs for its links and each blank as one."""
        said = ""
        for link, group in groupby(_web(spans), key=lambda each: each.link):
            text = "".join(each.text for each in group)
            said += self._between(text, link) if link and text.strip() else text
        return " ".join(said.split())

    def in_markdown(self, signed: str) -> str:
        """Return a text with signs as a line of Markdown."""
        closing = [f"]({each})" for each in self.written.values()]
        return _SIGN.sub(
            lambda match: "[" if match[0] == _OPENING else closing[ord(match[0]) - _FIRST],
            _BEFORE.sub(r"\\!", signed),
        )

    def _met(self, typed: str) -> str:
        """Return the address that `typed` gives in Markdown."""
        address = web_address(_ESCAPED.sub(r"\1", typed))
        self.written.setdefault(address, typed)
        return address

    def _between(self, text: str, address: str) -> str:
        self.written.setdefault(address, _SPECIAL.sub(r"\\\g<0>", address))
        sign = chr(_FIRST + list(self.written).index(address))
        return f"{_OPENING}{text}{sign}"


def unsigned(text: str) -> str:
    """Return a text without signs of links."""
    return _SIGN.sub("", text)
