"""The questionnaire of an organisation: written where nobody's answers stand."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Literal

from handbook import storage
from handbook.errors import EditConflict, HandbookError, Place, Problem
from handbook.inspection.file_text import said_in
from handbook.loading.profile.secret_places import concealed, pattern
from handbook.loading.workspace import Loaded, Workspace
from handbook.model.documents.build import RenderJob
from handbook.model.documents.document import Document, DocumentSet, QuestionnaireBody
from handbook.model.features.questionnaire import Questioned
from handbook.pipeline.organisation.context import logo_of, organisations
from handbook.pipeline.organisation.hand_edits import decide
from handbook.pipeline.organisation.other_clients import other_clients
from handbook.pipeline.organisation.ownership import opened
from handbook.pipeline.placement.placement_decision import ASKED
from handbook.pipeline.safeguards.disclosure import betrayed, visit_of
from handbook.pipeline.safeguards.secret_places import tells
from handbook.pipeline.safeguards.sources import refuse_bad_templates
from handbook.tailoring.content.questionnaire import questionnaire
from handbook.tailoring.control.staleness import fingerprint_of
from handbook.word.package.seal import prove
from handbook.word.reading.questionnaire import read_answers
from handbook.word.rendering import RENDERER, render


def ask(
    workspace: Workspace, name: str, *, path: Path | None = None, every: bool = False
) -> Questioned:
    """Return where the questionnaire of organisation `name` now stands, and what it asks.

    It stands in a folder of its own beside the documents, or at `path`. A file that is not ours,
    or in which somebody typed, stays: it may hold the answers of a client.

    Raises:
        HandbookError: HB299 no such profile, every problem of its sources, HB248 the file that
            stands there is not ours to replace, HB273 or HB475 it tells what it may not tell.
    """
    organisations(workspace, [name])
    loaded = opened(workspace, name)
    refuse_bad_templates(loaded)
    made = decide(loaded, name)
    asking = questionnaire(loaded.profile, loaded.library, made, every=every)
    number = asking.body.number if isinstance(asking.body, QuestionnaireBody) else 0
    target = path or workspace.root / "output" / name / ASKED / f"vragenlijst-{name}.docx"
    shown = target.as_posix() if path else target.relative_to(workspace.root).as_posix()
    if not number:
        return Questioned(organisation=name, path="", number=0, state="niets te vragen")
    job = _job(loaded, made, asking, name)
    return replace(
        _placed(target, shown, job, loaded, workspace),
        organisation=name,
        number=number,
    )


def _job(loaded: Loaded, made: DocumentSet, asking: Document, name: str) -> RenderJob:
    template_name, template = loaded.templates[asking.kind]
    job = RenderJob(
        document=asking,
        control=None,
        organisation=made.organisation,
        style=loaded.profile.style,
        template=template,
        template_name=template_name,
        logo=logo_of(loaded, name),
    )
    return replace(job, fingerprint=fingerprint_of(job, RENDERER))


def _made(job: RenderJob, loaded: Loaded, shown: str, workspace: Workspace) -> bytes:
    """Return the questionnaire, which leaves the house: sure that it tells what it may tell.

    Raises:
        HandbookError: HB475 it tells of a secret location of its own, HB273 of somebody else, or
            its name does so.
    """
    data = render(job)
    secret = pattern(loaded.secrets)
    if secret and tells(data, secret):
        raise HandbookError(telling(shown, weight="fout"))
    visit = visit_of(workspace.root, job.organisation.id, other_clients(workspace))
    found = tuple(betrayed(visit, shown, said_in(data), PurePath(shown).name))
    if found:
        raise HandbookError(*(concealed(_betraying(each), secret) for each in found))
    return data


def _betraying(found: Problem) -> Problem:
    """Return that a questionnaire, or its name, tells what it may not tell (HB273)."""
    return Problem(
        found.place,
        code="HB273",
        what=f"deze vragenlijst is niet gemaakt: {found.what}",
        mend="Haal het uit het sjabloon, uit de teksten of uit de bestandsnaam. Hoort een andere "
        "organisatie er wel in, noem haar dan in het profiel, bijvoorbeeld bij 'belanghebbenden'.",
    )


def asked_lines(root: Path, loaded: Loaded, name: str) -> Iterator[str]:
    """Yield the lines of the questionnaire of an organisation, as it would be and as it lies there.

    Of a questionnaire that cannot be made or read there are none.
    """
    there = storage.read(root / "output" / name / ASKED / f"vragenlijst-{name}.docx")
    made = decide(loaded, name)
    for every in (True, False):
        asking = questionnaire(loaded.profile, loaded.library, made, every=every)
        fresh = read_answers(render(_job(loaded, made, asking, name)))
        yield from (each.text for each in fresh.lines)
    if there is not None:
        with suppress(ValueError):
            yield from (each.text for each in read_answers(there).lines)


def telling(shown: str, *, weight: Literal["fout", "let op"]) -> Problem:
    """Return that a questionnaire tells of a secret location (HB475)."""
    return Problem(
        Place(shown),
        code="HB475",
        what="deze vragenlijst noemt de naam of het adres van een geheime locatie",
        mend="Er is niets geschreven. Haal het uit het sjabloon of uit de teksten, en probeer het "
        "opnieuw."
        if weight == "fout"
        else "Wat elders in het bestand staat, is niet overgenomen. Haal het weg, ook uit de "
        "eigenschappen en de opmerkingen, of bewaar het bestand zorgvuldig.",
        weight=weight,
    )


def _placed(
    target: Path, shown: str, job: RenderJob, loaded: Loaded, workspace: Workspace
) -> Questioned:
    """Render `job` to `target`, unless what stands there is somebody's or the same."""
    found = storage.read(target)
    outcome = Questioned(organisation="", path=shown, number=0, state="nieuw")
    if found is None:
        storage.put(target, _made(job, loaded, shown, workspace), expected=None)
        return outcome
    proof = prove(found)
    owners = loaded.register.owners(job.organisation.id)
    ours = proof is not None and proof.organisation in owners and proof.item == job.document.item
    if proof is None or not proof.intact or not ours:
        raise EditConflict(_taken(shown))
    if proof.render == job.fingerprint:
        return replace(outcome, state="ongewijzigd")
    storage.put(target, _made(job, loaded, shown, workspace), expected=storage.sha256(found))
    return replace(outcome, state="gewijzigd")


def _taken(shown: str) -> Problem:
    return Problem(
        Place(shown),
        code="HB248",
        what="hier staat al een bestand waarin iemand heeft gewerkt",
        mend="Er is niets overschreven. Is het een ingevulde vragenlijst, lees haar dan in met "
        "'handbook antwoorden'. Of kies met '--naar' een andere plaats.",
    )
