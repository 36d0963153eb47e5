"""Print every finding, by rule and by the file that a writer mends: python -m tests.language."""

import sys
from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby

from handbook.model.sources.library import Library

from .organisations import everyone
from .reading import Finding, findings, misspelt, unneeded_words, unused_places


def main() -> None:
    """Write the findings to standard output, and how many there are of each rule."""
    found = (*findings(), *misspelt())
    by_rule = {rule: list(group) for rule, group in groupby(found, key=lambda each: each.rule)}
    lines: list[str] = []
    for rule, group in by_rule.items():
        lines += _of_rule(rule, group, everyone()[0].library)
    lines += _listed("woorden.txt: niet meer nodig", unneeded_words())
    lines += _listed("gewoon.txt: niet meer nodig", unused_places())
    lines += _listed("aantallen", (f"{rule}: {len(group)}" for rule, group in by_rule.items()))
    sys.stdout.write("\n".join(lines) + "\n")
    sys.exit(bool(found))


def _of_rule(rule: str, found: Iterable[Finding], library: Library) -> list[str]:
    by_file = defaultdict(list)
    for each in found:
        by_file[file_of(each.source, library)].append(each)
    lines = [f"\n== {rule} =="]
    for file in sorted(by_file):
        lines += [f"  {file}", *(f"    {each}" for each in by_file[file])]
    return lines


def _listed(title: str, lines: Iterable[str]) -> list[str]:
    shown = [f"    {line}" for line in lines]
    return [f"\n== {title} ==", *shown] if shown else []


def file_of(source: str, library: Library) -> str:
    """Return the file of the content pack that a text comes from, as far as its place tells."""
    item, _, rest = source.partition(".")
    if " [" in source:
        return f"tabel {source.partition(' [')[2].rstrip(']')}"
    if item in library.procedures:
        return f"procedures/{item}.yaml"
    if item in library.forms:
        return f"formulieren/{item}.yaml"
    chapter = library.chapters.get(rest.split(".")[0]) or library.chapters.get(item)
    if chapter:
        return f"hoofdstukken/{chapter.order}"
    return "norm.yaml" if item == "KH-02" else item


if __name__ == "__main__":
    main()
