"""A file of content gets another text; what she noted beside it stays where it was."""

import pytest
from loading.world import PROCEDURE

from handbook.loading.packs.items import Source
from handbook.loading.source_editing import Rewrite, rewritten
from handbook.loading.text.validation import attempt
from handbook.loading.text.yaml_source import read
from handbook.model.sources.content import Procedure

TEXT = "Wie zich meldt, weet snel waar {{ hij }} aan toe is."
NEW = "Wie zich meldt, weet het # meteen."
BEFORE, _, AFTER = PROCEDURE.partition(f"doel: {TEXT}\n")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (f"doel: |- # OR Fatima\n  {TEXT}\n", f"doel: >- # OR Fatima\n  {NEW}\n"),
        (f"doel: >   # a | b # c\n  {TEXT}\n", f"doel: >-   # a | b # c\n  {NEW}\n"),
        (f"doel: |2-\n  {TEXT}\n# OR tussen\n", f"doel: >-\n  {NEW}\n# OR tussen\n"),
        (f"doel: {TEXT} # OR\n", f'doel: "{NEW}" # OR\n'),
        (f"doel: # OR\n  {TEXT}\n", f'doel: # OR\n  "{NEW}"\n'),
        (f"doel:\n  # OR\n  '{TEXT}'\n", f'doel:\n  # OR\n  "{NEW}"\n'),
    ],
)
def test_a_remark_beside_a_text_stays_when_the_text_changes(typed: str, kept: str) -> None:
    tree = read(f"{BEFORE}{typed}{AFTER}".encode(), "PP-01.yaml")
    record, _ = attempt(Procedure, tree)
    assert record is not None
    found = Source(record=record, tree=tree)
    made = rewritten(found, Rewrite(texts={("doel",): NEW})).decode()
    assert made == f"{BEFORE}{kept}{AFTER}"
