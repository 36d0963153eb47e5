"""A merge of words carried out on plain text."""

from handbook.word.merge.blocks.word_merge import merge_words


def text_after(base: str, hers: str, new: str) -> tuple[str, list[str]]:
    """Return her text with all edits in it, and what of hers they replaced."""
    out, at, lost = "", 0, []
    for edit in merge_words(base, hers, new):
        assert at <= edit.start <= edit.end <= len(hers)
        out += hers[at : edit.start] + edit.text
        at = edit.end
        lost += [edit.lost] if edit.lost else []
    return out + hers[at:], lost
