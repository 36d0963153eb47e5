"""Topics that a profile leaves out and that nobody can leave out."""

from collections.abc import Iterator

from handbook.errors import Problem
from handbook.loading.text.as_typed import rows, text_at
from handbook.loading.text.messages import quoted
from handbook.loading.text.yaml_tree import Tree
from handbook.model.sources.library import Library


def required(tree: Tree, library: Library, *, documented: bool) -> Iterator[Problem]:
    """Yield the topics that a law or the management system itself asks for (HB280).

    Args:
        tree: the profile's file.
        library: with the topics of the norm.
        documented: whether the organisation has a register: then the exclusion has no effect and
            stops nothing but the approval of the norm matrix.
    """
    for path in rows(tree, "uitsluitingen"):
        topic = library.topics.get(text_at(tree, (*path, "onderwerp")) or "")
        if topic is None or not topic.required_by:
            continue
        mend = f"{topic.required_by} Haal deze uitsluiting weg."
        if documented:
            mend = (
                f"{mend} Tot dan heeft zij geen gevolg, en de kruistabel is niet vast te stellen."
            )
        yield Problem(
            tree.place((*path, "onderwerp")),
            code="HB280",
            what=f"onderwerp {quoted(topic.id)} ({topic.title}) is niet uit te sluiten",
            mend=mend,
            weight="let op" if documented else "fout",
        )
