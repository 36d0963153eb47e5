"""The lines for an existing document in inhoud/documenten.yaml: a proposal, for her to confirm."""

from collections.abc import Sequence
from dataclasses import dataclass

from handbook.scaffold.new_profile import quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What is thought of an existing document, and what of that is sure enough to stand there.

    `owner` is the id of a role; `owner_said` what the file calls it where no role is meant.
    `code_taken` is the code on it that another document has. `topics` stand there, `perhaps`
    behind a sign that keeps them out; both are ids with their title. `replaces` are ids of the
    library with their title, never taken for granted.
    """

    id: str
    file: str
    title: str
    kind: str = ""
    code: str = ""
    code_taken: str = ""
    owner: str = ""
    owner_said: str = ""
    version: str = ""
    topics: Sequence[tuple[str, str]] = ()
    perhaps: Sequence[tuple[str, str]] = ()
    replaces: Sequence[tuple[str, str]] = ()


def entry_text(said: Suggestion) -> str:
    """Return the entry as lines of YAML that begin with a dash."""
    lines = [
        f"- id: {said.id}",
        f"  bestand: {quoted(said.file)}",
        f"  titel: {quoted(said.title)}",
    ]
    lines += [f"  soort: {quoted(said.kind)}"] if said.kind else []
    lines += [f"  code: {quoted(said.code)}"] if said.code else []
    if said.code_taken:
        lines.append(f"  # code: {quoted(said.code_taken)}   # zo heet al een ander document")
    lines += [f"  eigenaar: {said.owner}"] if said.owner else []
    if said.owner_said:
        lines.append(f"  # eigenaar: {quoted(said.owner_said)}   # zo staat het in het bestand")
    if said.version:
        lines.append(f"  # versie in het bestand: {_plain(said.version)}")
    lines += ["  dekt:" if said.topics else "  # dekt:"] if said.topics or said.perhaps else []
    lines += [f"    - {name}   # {_plain(title)}" for name, title in said.topics]
    lines += [f"  #  - {name}   # misschien: {_plain(title)}" for name, title in said.perhaps]
    lines += [f"  # vervangt: [{name}]   # {_plain(title)}" for name, title in said.replaces]
    lines.append("  bevestigd: nee   # klopt het? Dan: ja")
    return "".join(f"{line}\n" for line in lines)


def _plain(text: str) -> str:
    return " ".join(text.replace("#", " ").split())
