"""Markup without what is no markup: comments, instructions, CDATA, entities of its own."""

import html
import re

_REMARK = re.compile(r"<!--|<!\[CDATA\[|<\?")
_REMARK_ENDS = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}
_ENTITY = re.compile(r"""<!ENTITY\s+([\w.-]{1,40})\s+(?:"([^"]{0,80})"|'([^']{0,80})')""")
_ENTITIES, _USES = 50, 20_000


def with_entities(text: str) -> str:
    """Return `text` with the entities filled in that it declares itself: short ones, and once."""
    if "<!ENTITY" not in text:
        return text
    own = {f"&{each[1]};": each[2] or each[3] or "" for each in _ENTITY.finditer(text)}
    for name, value in list(own.items())[:_ENTITIES]:
        text = text.replace(name, value, _USES)
    return text


def without_remarks(text: str) -> tuple[str, list[str]]:
    """Return `text` without comments and instructions, and those; CDATA becomes plain text."""
    kept: list[str] = []
    remarks: list[str] = []
    done = here = 0
    endless: set[str] = set()
    while found := _REMARK.search(text, here):
        start, here = found[0], found.end()
        end = -1 if start in endless else text.find(_REMARK_ENDS[start], here)
        if end < 0:
            endless.add(start)  # looked for once: a megabyte of beginnings would take for ever
            continue
        kept.append(text[done : found.start()])
        inner = text[here:end]
        if start == "<![CDATA[":
            kept.append(html.escape(inner))
        else:
            remarks.append(inner)
        done = here = end + len(_REMARK_ENDS[start])
    return "".join([*kept, text[done:]]), remarks
