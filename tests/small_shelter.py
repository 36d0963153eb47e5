"""The two small packs for tests of a shelter: with its locations, and who hears complaints."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from loading.world import CHAPTER, CONTENT_PACK, write
from recorded import small_packs

COMPLAINTS = "  - {id: klachtenfunctionaris, functie: klachtenfunctionaris}\n"
MORE = {
    "inhoud-mini/rollen.yaml": CONTENT_PACK["rollen.yaml"] + COMPLAINTS,
    "inhoud-mini/hoofdstukken/01-00-beleid.md": f"{CHAPTER}\n{{{{ tabel.locaties }}}}\n",
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Let the tool know these packs alone."""
    home = tmp_path_factory.mktemp("pakketten")
    with small_packs(home):
        yield write(home, MORE)
