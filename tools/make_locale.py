"""Makes handbook/cli/locale/nl/LC_MESSAGES/messages.mo, which gettext reads, out of messages.po.

python tools/make_locale.py
"""

import ast
import struct
from pathlib import Path

LOCALE = Path(__file__).parents[1] / "handbook" / "cli" / "locale"
CATALOGUE = LOCALE / "nl" / "LC_MESSAGES" / "messages.po"

Entry = dict[str, str]


def entries(source: str) -> list[Entry]:
    """Return the entries of a .po file by keyword: msgid, msgid_plural, msgstr[0] and so on."""
    found: list[Entry] = []
    for block in source.split("\n\n"):
        entry: Entry = {}
        keyword = ""
        for line in block.splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            if not line.startswith('"'):
                keyword, line = line.split(" ", 1)  # noqa: PLW2901 - the rest of the line
            entry[keyword] = entry.get(keyword, "") + str(ast.literal_eval(line))
        if entry:
            found.append(entry)
    return found


def compiled(source: str) -> bytes:
    """Return the .mo file of the .po file `source`; the same text gives the same bytes.

    Source: GNU gettext manual, "The Format of GNU MO Files".
    """
    pairs = sorted(_pair(entry) for entry in entries(source))
    count = len(pairs)
    keys_at = 7 * 4
    texts_at = keys_at + 8 * count
    at = texts_at + 8 * count
    tables = [b"", b""]
    body = b""
    for side in (0, 1):
        for pair in pairs:
            tables[side] += struct.pack("<II", len(pair[side]), at + len(body))
            body += pair[side] + b"\0"
    head = struct.pack("<IIIIIII", 0x950412DE, 0, count, keys_at, texts_at, 0, at)
    return head + tables[0] + tables[1] + body


def _pair(entry: Entry) -> tuple[bytes, bytes]:
    if "msgid_plural" not in entry:
        return entry["msgid"].encode(), entry["msgstr"].encode()
    key = entry["msgid"] + "\0" + entry["msgid_plural"]
    return key.encode(), (entry["msgstr[0]"] + "\0" + entry["msgstr[1]"]).encode()


def main() -> None:
    """Write messages.mo beside messages.po."""
    target = CATALOGUE.with_suffix(".mo")
    target.write_bytes(compiled(CATALOGUE.read_text(encoding="utf-8")))
    print(f"{target.relative_to(Path.cwd())} geschreven")


if __name__ == "__main__":
    main()
