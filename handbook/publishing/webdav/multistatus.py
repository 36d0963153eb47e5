"""The answer 207 of a server of WebDAV, read member by member: bounded, without entities."""

from dataclasses import dataclass, field
from typing import Never
from urllib.parse import unquote, urlsplit
from xml.parsers import expat

from handbook.publishing.host_limits import TooMuchError

_DEEPEST = 40  # what servers send is six deep
_DAV = "DAV: "  # a name in this space, as expat writes it
_SUCCESS = range(200, 300)
_RESPONSE = ["multistatus", "response"]


@dataclass(slots=True)
class Member:
    """One address in the answer: its path, decoded, without a slash at the end.

    `status` is that of the member itself, 0 when only its properties have one. `folder` and `mark`
    (an ETag, or "") are properties that the server says it has: RFC 4918 §9.1.
    """

    path: str = ""
    status: int = 0
    folder: bool = False
    mark: str = ""


def members(data: bytes, most: int) -> tuple[Member, ...]:
    """Return each member of the answer `data`.

    Raises:
        ValueError: it is no multistatus, or has a DTD.
        TooMuchError: it has more than `most` members.

    Source: RFC 4918, §13 and §14.
    """
    reading = _Reading(most)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reading.begin
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.text
    # An entity needs a DTD to stand in; without one no text can grow, and no address is opened.
    parser.StartDoctypeDeclHandler = _no_doctype
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat's own flag, by place alone
    except (expat.ExpatError, LookupError) as error:  # the second, of an unknown encoding
        raise ValueError from error
    if not reading.found:
        raise ValueError
    return tuple(reading.found)


def failures(found: tuple[Member, ...]) -> tuple[int, ...]:
    """Return the status of each member that failed."""
    return tuple(each.status for each in found if each.status and each.status not in _SUCCESS)


@dataclass(slots=True)
class _Reading:
    most: int
    found: list[Member] = field(default_factory=list)
    stack: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    status: int = 0  # of the properties that are read now
    props: Member = field(default_factory=Member)

    def begin(self, name: str, _: dict[str, str]) -> None:
        self.stack.append(name.removeprefix(_DAV) if name.startswith(_DAV) else "")
        if len(self.stack) > _DEEPEST or self.stack[0] != "multistatus":
            raise ValueError
        self.words.clear()
        if self.stack == _RESPONSE:
            if len(self.found) == self.most:
                raise TooMuchError
            self.found.append(Member())
        elif self.stack == [*_RESPONSE, "propstat"]:
            self.props, self.status = Member(), 0
        elif self.stack[3:] == ["prop", "resourcetype", "collection"]:
            self.props.folder = True

    def text(self, words: str) -> None:
        self.words.append(words)

    def end(self, _: str) -> None:
        words = "".join(self.words).strip()
        match self.stack[2:] if self.stack[:2] == _RESPONSE else []:
            case ["href"] if not self.found[-1].path:
                self.found[-1].path = _path(words)
            case ["status"]:
                self.found[-1].status = _status(words)
            case ["propstat", "status"]:
                self.status = _status(words)
            case ["propstat", "prop", "getetag"]:
                self.props.mark = words
            case ["propstat"] if self.status in (0, 200):
                self.found[-1].folder |= self.props.folder
                self.found[-1].mark = self.props.mark or self.found[-1].mark
        self.words.clear()
        self.stack.pop()


def _path(href: str) -> str:
    return unquote(urlsplit(href).path).rstrip("/")


def _status(line: str) -> int:
    """Return the number in a status line, such as 'HTTP/1.1 423 Locked'."""
    words = line.split()
    number = words[1] if len(words) > 1 else ""
    if not (number.isascii() and number.isdigit() and len(number) == 3):  # noqa: PLR2004
        raise ValueError
    return int(number)


def _no_doctype(*_: object) -> Never:
    raise ValueError
