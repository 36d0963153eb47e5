"""Are the sources sound: profile, own content, templates, and does every topic have a document?"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from handbook.errors import HandbookError, Place, Problem, exit_code_of
from handbook.loading.profile.secret_places import concealed
from handbook.loading.template_files import kinds, tool_template
from handbook.loading.workspace import Loaded, Workspace
from handbook.model.documents.build import Outcome
from handbook.model.documents.document import DocumentSet
from handbook.model.sources.register import Register
from handbook.pipeline.organisation.context import (
    guarded,
    logo_of,
    of_packs,
    organisations,
    remarks,
)
from handbook.pipeline.organisation.hand_edits import decide_with_hers, objections
from handbook.pipeline.organisation.other_clients import OtherClients, other_clients
from handbook.pipeline.organisation.own_sources import own_sources
from handbook.pipeline.organisation.ownership import opened
from handbook.pipeline.records.archive import replaced
from handbook.pipeline.records.archived_files import Look, look
from handbook.pipeline.records.cross_check import beside, damaged, unsound
from handbook.pipeline.safeguards.copied_profile import neighbours
from handbook.pipeline.safeguards.exclusions import kept, without_effect
from handbook.pipeline.safeguards.library_copies import copies_to_look_at
from handbook.pipeline.safeguards.own_documents import left_by_own, told_of_own
from handbook.pipeline.safeguards.role_holders import too_close, without_people
from handbook.pipeline.safeguards.secret_places import in_templates
from handbook.tailoring.text.laws import readings_due
from handbook.word.pictures.logo_legibility import doubts_of
from handbook.word.templates.compile import check_template
from handbook.word.writing.house_style import warnings


def check(
    workspace: Workspace,
    names: Sequence[str] = (),
    *,
    strict: bool = False,
    today: date | None = None,
) -> Iterator[Outcome]:
    """Yield what is wrong with the sources of each organisation.

    A topic that no document covers, and every `let op`, is told; with `strict` it counts as wrong.
    Who gives the day of `today` hears how many articles of law were read over a year ago; that is
    no fault of hers, and never counts.
    """
    chosen = organisations(workspace, names)
    for outcome in of_packs(workspace):
        yield replace(outcome, exit_code=1) if strict else outcome
    clients = other_clients(workspace)
    aged = _aged(workspace, today) if today else ()
    for name in chosen:
        outcome = guarded(name, partial(_check_one, workspace, name, clients, today, strict=strict))
        told = clients.discreet(name, outcome.problems)
        yield replace(outcome, problems=told, notices=(*outcome.notices, *aged))


def _aged(workspace: Workspace, today: date) -> tuple[str, ...]:
    """Return a sentence on the articles of law that were read long ago, where there are any."""
    number = len(readings_due(workspace.library, today))
    if not number:
        return ()
    are = "artikel is" if number == 1 else "artikelen zijn"
    return (f"{number} {are} langer dan een jaar geleden in de wet nagelezen.",)


def refuse_bad_templates(loaded: Loaded) -> None:
    """Stop when a template cannot be filled.

    Raises:
        HandbookError: HB3xx, every problem of every template of the organisation.
    """
    wrong = [problem for problem in _template_problems(loaded) if problem.weight == "fout"]
    if wrong:
        raise HandbookError(*wrong)


def gaps(made: DocumentSet, name: str, *, strict: bool) -> tuple[Problem, ...]:
    """Return a problem for each topic that no document covers and nobody excluded."""
    return tuple(
        Problem(
            Place(f"organisations/{name}.yaml"),
            code="HB401",
            what=f"onderwerp '{row.topic.id}' ({row.topic.title}) staat in geen document",
            mend="Voeg een document of kenmerk toe dat het uitwerkt, of sluit het onderwerp uit "
            "met een motivering.",
            weight="fout" if strict else "let op",
        )
        for row in made.matrix.gaps
    )


def _check_one(
    workspace: Workspace, name: str, clients: OtherClients, today: date | None, *, strict: bool
) -> Outcome:
    archive = look(workspace.root, name, trusting=True)
    loaded = opened(workspace, name)
    made = decide_with_hers(workspace.root, loaded, name)
    logo = logo_of(loaded, name)
    sources = own_sources(workspace.root, name, loaded.register, made)
    own = told_of_own(workspace, name, made, sources, clients)
    problems = (
        *loaded.notices,
        *(
            concealed(each, loaded.secrets)
            for each in copies_to_look_at(workspace, name, loaded, today)
        ),
        *_template_problems(loaded),
        *gaps(made, name, strict=strict),
        *without_effect(loaded, made, name),
        *too_close(loaded, name),
        *objections(made, name),
        *left_by_own(loaded, made),
        *(problem for told in own.told.values() for problem in told),
        *_style_problems(loaded, name),
        *_logo_problems(loaded, logo, name),
        *(
            concealed(each, loaded.secrets)
            for each in _record_problems(workspace.root, name, loaded.register, archive)
        ),
        *neighbours(workspace.root, name, clients),
    )
    return Outcome(
        organisation=name,
        problems=problems,
        notices=(*remarks(loaded, made), *kept(loaded, made), *without_people(loaded, made)),
        doubts=made.doubts,
        exit_code=1 if strict and problems else exit_code_of(problems),
    )


def _record_problems(root: Path, name: str, register: Register, archive: Look) -> Iterator[Problem]:
    """Yield what register and archive say against each other; stamps of before are trusted."""
    yield from unsound(root, name, register, archive)
    yield from damaged(root, name, register, archive)
    yield from replaced(root, name, register, archive.stands)
    yield from beside(root, name, register, archive)


def _template_problems(loaded: Loaded) -> tuple[Problem, ...]:
    """Return what is wrong with the templates; the tool's own are checked by its tests."""
    return in_templates(loaded) + tuple(
        problem
        for kind in kinds()
        if kind in loaded.templates
        for file, data in (loaded.templates[kind],)
        if data != tool_template(kind)
        for problem in check_template(data, file, kind)
    )


def _style_problems(loaded: Loaded, name: str) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            Place(f"organisations/{name}.yaml"),
            code="HB260",
            what=warning,
            mend="Kies een lettertype dat elke lezer heeft, of laat het zo.",
            weight="let op",
        )
        for warning in warnings(loaded.profile.style)
    )


def _logo_problems(loaded: Loaded, png: bytes, name: str) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            Place(f"organisations/{name}.yaml"),
            code="HB269",
            what=doubt,
            mend=f"{mend}, of laat het zo.",
            weight="let op",
        )
        for doubt, mend in (doubts_of(loaded.logo, png) if png else ())
    )
