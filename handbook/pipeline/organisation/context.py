"""One organisation at work: what was read, what is to be made, and where it goes."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass, replace
from datetime import date
from pathlib import Path

from handbook import folders
from handbook.errors import HandbookError, Place, Problem, did_you_mean
from handbook.loading.conflict_copies import copied_profiles
from handbook.loading.profile.secret_places import STAND_IN, concealed
from handbook.loading.workspace import Loaded, Workspace, profile_names
from handbook.model.common.base_record import fingerprint
from handbook.model.documents.build import Outcome, Proof
from handbook.model.documents.document import Document, DocumentSet
from handbook.model.documents.document_control import Control
from handbook.model.sources.register import Register
from handbook.pipeline.organisation.hand_edits import decide_with_hers, edited_since_approval
from handbook.pipeline.organisation.internal_error import said_of
from handbook.pipeline.organisation.kept_id import with_kept_id
from handbook.pipeline.organisation.other_clients import secrets_of
from handbook.pipeline.organisation.ownership import opened
from handbook.tailoring.content.document_set import unanswered, unused_answers
from handbook.tailoring.content.own_documents import own_codes
from handbook.tailoring.control.codes_and_versions import (
    concealed_entry,
    control_of,
    recognised,
    revise,
    with_words_around,
)
from handbook.tailoring.control.ownership import claimed, known_as
from handbook.tailoring.selection.norm_binding import situation_of, told
from handbook.tailoring.text.filling import function_of
from handbook.tailoring.text.laws import retentions_to_choose
from handbook.tailoring.text.thresholds import sizes_wanted
from handbook.word.file_words import words_of
from handbook.word.pictures.logo import to_png

# Under this name is told what is wrong with packs.
PACKS = "pakketten"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a build is asked: `only` these codes (empty: all), to count `pages`, to `write`.

    `why` asks to hear the reason of each document; it changes nothing of the build.
    """

    only: frozenset[str] = frozenset()
    pages: bool = False
    write: bool = True
    why: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationContext:
    """Everything a build of one organisation needs; `logo` is a PNG, or empty."""

    name: str
    root: Path
    loaded: Loaded
    made: DocumentSet
    register: Register
    logo: bytes
    request: Request

    @property
    def output(self) -> Path:
        """Where its documents lie."""
        return self.root / "output" / self.name

    @property
    def home(self) -> Path:
        """Where its register, its own content and former files lie."""
        return self.root / "organisations" / self.name

    @property
    def owners(self) -> frozenset[str]:
        """The names that its files may carry: that of its profile, and those it had before."""
        return self.register.owners(self.name)

    def is_of(self, proof: Proof, item: str) -> bool:
        """Tell whether a file with this seal is document `item` of this organisation."""
        return proof.item == item and proof.organisation in self.owners

    def identity(self, item: str) -> str:
        """Return what a host knows a document by."""
        return f"{known_as(self.register, self.name, self.telling)}/{item}"

    @property
    def renewed(self) -> bool:
        """Whether that is other than it was: the first name of the profile tells of a secret."""
        return (*self.register.former, self.name)[0] in self.telling

    @property
    def telling(self) -> frozenset[str]:
        """The names that its files may carry and that tell of a secret location by now."""
        return telling_names(self.loaded, self.name)

    def control(self, document: Document) -> Control:
        """Return what `document` prints of its control; every document stands in the register."""
        entry = self.register.find(document.item)
        if entry is None:
            raise LookupError(document.item)
        return control_of(concealed_entry(entry, self.hide), document, self._approver())

    def hide(self, text: str) -> str:
        """Return `text` as documents and lists print it: with nothing of a secret location."""
        return self.loaded.secrets.sub(STAND_IN, text)

    def _approver(self) -> str:
        profile = self.loaded.profile
        return function_of(profile.control.approver, profile, self.loaded.library)


def organisations(workspace: Workspace, names: Sequence[str]) -> tuple[str, ...]:
    """Return the organisations that `names` ask for; all of them when it is empty.

    A copy of a profile that a sync program made is an organisation only for who asks for it.

    Raises:
        HandbookError: HB299, one problem for each name that is no profile.
    """
    known = profile_names(workspace)
    unknown = [name for name in names if name not in known]
    if unknown:
        raise HandbookError(*(_no_profile(name, known) for name in unknown))
    if names:
        return tuple(names)
    copies = copied_profiles(workspace.root, known)
    return tuple(name for name in known if name not in copies)


def of_packs(workspace: Workspace) -> tuple[Outcome, ...]:
    """Return an outcome for what is wrong with the packs; none where they are sound.

    It stops nobody: an organisation that needs a broken pack says so itself. Whoever is told of
    it, a pack that is called after a secret location gives none away.
    """
    if not workspace.problems:
        return ()
    told = workspace.problems
    for secret in secrets_of(workspace, profile_names(workspace)):
        told = tuple(concealed(each, secret) for each in told)
    return (Outcome(organisation=PACKS, problems=told),)


def guarded(name: str, work: Callable[[], Outcome]) -> Outcome:
    """Return what `work` returns, or the problems that stopped it; it stops no other client's."""
    try:
        return work()
    except HandbookError as error:
        return Outcome(organisation=name, problems=error.problems, exit_code=error.exit_code)
    except PermissionError as error:
        told = folders.refused(error)
        return Outcome(organisation=name, problems=told.problems, exit_code=told.exit_code)
    except Exception as error:  # noqa: BLE001 - a fault of ours with one client stops no other
        return Outcome(organisation=name, problems=(fault(name, error),), exit_code=70)


def fault(name: str, error: Exception) -> Problem:
    """Return a fault of ours as a problem: where it is in the code, and no value of a profile."""
    return Problem(
        Place(f"organisations/{name}.yaml"),
        code="HB519",
        what=f"hier ging iets mis in handbook zelf ({said_of(error)})",
        mend="Meld dit aan de makers; er staan geen gegevens van u in. Wat er al stond, staat er "
        "nog.",
    )


def open_organisation(
    workspace: Workspace, name: str, today: date, request: Request
) -> OrganisationContext:
    """Return organisation `name`, opened, with its register as it is after a build on `today`.

    Raises:
        SourceError: every problem of its profile, own content, templates and logo; HB596 or
            HB599, what lies there is of another organisation.
    """
    loaded = opened(workspace, name)
    made = decide_with_hers(workspace.root, loaded, name)
    loaded = replace(loaded, register=recognised(loaded.register, made.documents))
    edited = edited_since_approval(workspace.root, name, loaded.register, made)
    profile = loaded.profile
    register = revise(loaded.register, made.documents, profile, today, edited)
    register = with_words_around(register, _words_around(loaded, made), today)
    register = with_kept_id(workspace.root, name, register, profile.chamber_number)
    return OrganisationContext(
        name=name,
        root=workspace.root,
        loaded=loaded,
        made=made,
        register=claimed(register, name, profile.name, profile.chamber_number),
        logo=logo_of(loaded, name),
        request=request,
    )


def _words_around(loaded: Loaded, made: DocumentSet) -> dict[str, str]:
    """Return by item the fingerprint of what a document prints around its own text."""
    # A field that a later program knows as well counts only where it says something.
    organisation = sorted(filter(None, astuple(replace(made.organisation, id=""))))
    words = {}
    for kind, (_, data) in loaded.templates.items():
        with suppress(ValueError):  # a template that cannot be read is refused later, by name
            words[kind] = fingerprint(words_of(data), organisation)
    return {each.item: words[each.kind] for each in made.documents if each.kind in words}


def telling_names(loaded: Loaded, name: str) -> frozenset[str]:
    """Return the names that the profile has or had, and that tell of a secret location by now."""
    owners = loaded.register.owners(name)
    return frozenset(each for each in owners if loaded.secrets.search(each))


def logo_of(loaded: Loaded, name: str) -> bytes:
    """Return the organisation's logo as a PNG, or nothing when it has none.

    Raises:
        HandbookError: HB261, the file is no picture we can use.
    """
    if not loaded.profile.style.logo:
        return b""
    try:
        return to_png(loaded.logo)
    except ValueError as error:
        raise HandbookError(
            Problem(
                Place(f"organisations/{name}.yaml"),
                code="HB261",
                what=f"het logo '{loaded.profile.style.logo}' is niet te gebruiken: {error}",
                mend="Bewaar het logo als png, of als jpg in RGB of svg, van hoogstens 5 MB.",
            )
        ) from error


def remarks(loaded: Loaded, made: DocumentSet) -> tuple[str, ...]:
    """Return what the organisation should know: the parts that came along, the open fields."""
    brought = [
        f"{bound.part.named} {bound.part.title} ({bound.part.edition}) komt vanzelf mee: "
        f"{bound.reason}."
        for bound in made.selection.parts
        if bound.part.code not in loaded.profile.parts
    ]
    facts = told(loaded.profile, loaded.library, made.selection)
    waiting = len(unanswered(loaded.profile, loaded.library, made))
    asked = [_waiting(waiting, made.organisation.id)] if waiting else []
    unused = unused_answers(loaded.profile, loaded.library, made)
    idle = [f"Geen document gebruikt nog uw antwoord op: {', '.join(unused)}."] if unused else []
    sizes, kept = _sizes(loaded, made), _retentions(loaded, made)
    return (*brought, *facts, *_codes_kept(loaded), *sizes, *kept, *asked, *idle)


def _retentions(loaded: Loaded, made: DocumentSet) -> tuple[str, ...]:
    """Return how long which forms are kept, where that is hers to choose and is not chosen yet."""
    forms = (loaded.library.forms.get(each.item) for each in made.documents)
    left = retentions_to_choose(loaded.profile, (each for each in forms if each))
    if not left:
        return ()
    one = "Van 1 formulier is" if len(left) == 1 else f"Van {len(left)} formulieren is"
    what = f"{one} de bewaartermijn een voorstel, of nog na te gaan."
    return (f"{what} Kies bij 'termijnen': {', '.join(left)}.",)


def _sizes(loaded: Loaded, made: DocumentSet) -> tuple[str, ...]:
    """Return which numbers are asked for: until they are known, a threshold stands in the text."""
    codes = {each.item: each.code for each in made.documents}
    wanted = sizes_wanted(loaded.library, codes, situation_of(made.selection))
    return tuple(
        f"Vul bij 'omvang' in het profiel in: {key}. Tot dan staat de grens van de wet in "
        f"{', '.join(codes[item] for item in items)}."
        for key, items in wanted.items()
    )


def doubts_told(made: DocumentSet) -> tuple[str, ...]:
    """Return how much is still to be gone after, for a command that does not list it."""
    number = len(made.doubts)
    if number > 1:
        return (f"{number} dingen zijn nog na te gaan; 'handbook check' noemt ze.",)
    return ("1 ding is nog na te gaan; 'handbook check' noemt het.",) if number else ()


def _waiting(number: int, name: str) -> str:
    fields = "open veld wacht" if number == 1 else "open velden wachten"
    return (
        f"{number} {fields} op een antwoord bij 'invullen'. "
        f"'handbook vragenlijst {name}' zet ze als vragen in Word."
    )


def _codes_kept(loaded: Loaded) -> tuple[str, ...]:
    prefix = loaded.profile.control.prefix
    chosen = own_codes(loaded.library)
    kept = [
        each
        for each in loaded.register.entries
        if each.code != chosen.get(each.item, f"{prefix}{each.item}")
    ]
    if not kept:
        return ()
    former = (
        "1 document houdt de code die het al had"
        if len(kept) == 1
        else f"{len(kept)} documenten houden de code die zij al hadden"
    )
    coming = (
        f"Het voorvoegsel '{prefix}' geldt voor nieuwe documenten."
        if prefix
        else "Nieuwe documenten krijgen geen voorvoegsel."
    )
    return (f"{former}: een code verandert nooit. {coming}",)


def _no_profile(name: str, known: Sequence[str]) -> Problem:
    listed = ", ".join(known) or "nog geen"
    return Problem(
        Place(f"organisations/{name}.yaml"),
        code="HB299",
        what=f"er is geen profiel met de naam '{name}'",
        mend=f"{did_you_mean(name, known)} Er zijn: {listed}.".lstrip(),
    )
