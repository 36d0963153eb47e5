"""The names that an organisation may use in its profile."""

from handbook.errors import did_you_mean
from handbook.loading.workspace import Workspace, profile_names
from handbook.model.features.norm import NamesOfOrganisation
from handbook.pipeline.organisation.hand_edits import decide
from handbook.pipeline.organisation.ownership import opened
from handbook.tailoring.content.names import names_of


def names_in(workspace: Workspace, name: str) -> NamesOfOrganisation:
    """Return the names that organisation `name` may use, with where each prints.

    Raises:
        HandbookError: its sources are not sound.
    """
    loaded = opened(workspace, name)
    groups = names_of(loaded.profile, loaded.library, decide(loaded, name))
    return NamesOfOrganisation(organisation=name, groups=groups)


def known_words(workspace: Workspace) -> tuple[str, ...]:
    """Return what may be asked for: the parts of the norm, and the organisations."""
    return (*workspace.library.parts, *profile_names(workspace))


def meant(workspace: Workspace, word: str) -> str:
    """Return which part or organisation `word` may mean, as a sentence or ""."""
    return did_you_mean(word, known_words(workspace))
