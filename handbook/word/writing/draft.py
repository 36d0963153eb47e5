"""What one document gathers while it is written: relationships, pictures, lists, bookmarks."""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from handbook.word.package.package import MAIN, Relation
from handbook.word.writing.styles import Stylesheet

_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d+)?")
_LONELY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


@dataclass(kw_only=True)
class Draft:
    """A document under construction; it lives as long as one render.

    Attributes:
        sheet: the styles and lists of the template.
        links: file name by item id, for links to other documents of the organisation.
        item: the document's own id; a link to itself is no link.
        text_width: width between the margins, in twips.
        part: the part being written now; a relationship belongs to a part.
        looks: the run properties of that part's tags, by number.
    """

    sheet: Stylesheet
    links: Mapping[str, str]
    item: str
    text_width: int
    part: str = MAIN
    looks: tuple[Mapping[str, str], ...] = ({},)
    relations: dict[str, list[Relation]] = field(default_factory=dict)
    media: dict[str, bytes] = field(default_factory=dict)
    lists: dict[int, int] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    _ids: int = 0
    _relationships: dict[tuple[str, str, str, bool], str] = field(default_factory=dict)

    def next_id(self) -> int:
        """Return a number for a bookmark or picture, unique in the document."""
        self._ids += 1
        return self._ids

    def relate(self, kind: str, target: str, *, external: bool = False) -> str:
        """Return the id of the relationship to `target`, which may be there already."""
        known = (self.part, kind, target, external)
        if known not in self._relationships:
            relationships = self.relations.setdefault(self.part, [])
            number = len(relationships) + 1
            relationship = Relation(
                id=f"rIdBlok{number}", kind=kind, target=target, external=external
            )
            relationships.append(relationship)
            self._relationships[known] = relationship.id
        return self._relationships[known]

    def picture(self, data: bytes) -> str:
        """Return the relationship to a PNG, by id; it is kept once under a name of its content."""
        name = f"media/{hashlib.sha256(data).hexdigest()[:16]}.png"
        self.media[f"word/{name}"] = data
        return self.relate("image", name)

    def address(self, link: str) -> str:
        """Return what `link` points to: an address, a file beside this one, or "" for nothing."""
        if link.startswith(("https://", "http://", "mailto:")):
            return web_address(link)
        target = "" if link == self.item else self.links.get(link, "")
        return quote(target)

    def mark(self, source: str) -> str:
        """Return the hidden point bookmark of `source`, once; a second time nothing.

        Its name begins with an underscore, so that Word hides it, and has at most 40 characters.
        """
        name = mark_name(source)
        if name in self.marks:
            return ""
        self.marks[name] = source
        number = self.next_id()
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'

    def new_list(self, style: str) -> int:
        """Return the number of a new list that starts at 1, defined as that of `style`.

        0 when the style brings no list; then the paragraphs keep the style's own look.
        """
        base = self.sheet.numbering.get(self.sheet.paragraph(style), (0, 0))[0]
        if base not in self.sheet.abstracts:
            return 0
        number = max(self.sheet.abstracts) + len(self.lists) + 1
        self.lists[number] = self.sheet.abstracts[base]
        return number


def mark_name(source: str) -> str:
    """Return the name of the bookmark that says where a piece of text comes from."""
    digest = hashlib.sha1(source.encode(), usedforsecurity=False).digest()[:10]
    return "_kh" + base64.b32encode(digest).decode().lower()


def web_address(link: str) -> str:
    """Return `link` as Word can keep it, or "" when it is no address: Word refuses the file."""
    if link.startswith("mailto:"):
        return quote(_LONELY_PERCENT.sub("%25", link), safe=":@?=&%+._-")
    try:
        host = urlsplit(link).netloc
    except ValueError:
        return ""
    if not _HOST.fullmatch(host):
        return ""
    scheme, _, rest = link.partition("://")
    rest = _LONELY_PERCENT.sub("%25", rest)
    return f"{scheme}://{quote(rest, safe='/:=&?~#+!$,;@()*.%_-')}"
