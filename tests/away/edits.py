"""What somebody does in one document between two builds, and how a program gives it back."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from word.merging.answering import answer_some
from word.merging.fuzzing import Editor
from word.merging.laying import WAYS, answer_words
from word.merging.meanings import Setter
from word.merging.wordsim import save

Program = Callable[[Sequence[bytes]], list[bytes]]
"""What a real program makes of some files when it saves them."""


@dataclass
class Traced:
    """What she did in a document, ever: the way of each token, and texts that she deleted."""

    ways: dict[str, str] = field(default_factory=dict)
    deleted: list[str] = field(default_factory=list)


def edited(data: bytes, chance: random.Random, trace: Traced, start: int) -> bytes:
    """Return her file after she typed, laid, set and deleted in it, saved by the imitated Word.

    Half of her proposals are answered first, some word by word. `start` keeps her tokens apart
    from those of other documents and releases.
    """
    if chance.random() < 0.6:
        data = answer_words(answer_some(data, chance), chance)
    editor = Editor(data, chance, "u", hers=True, start=start)
    editor.ways = (*editor.ways, *WAYS)
    data = editor.run(chance.randint(2, 5))
    setter = Setter(data, chance, start + 50)
    data = setter.run(chance.randint(1, 3))
    trace.ways |= dict.fromkeys(editor.trace.tokens, "text") | setter.tokens
    trace.deleted += [each for each in editor.trace.deleted if each.strip()]
    return save(data, chance.randrange(1_000_000))
