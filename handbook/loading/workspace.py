"""A working folder → its library, and one organisation at a time with all that is its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from handbook import folders
from handbook.errors import (
    HandbookError,
    Place,
    Problem,
    SourceError,
    UnknownNameError,
    WorkplaceError,
    did_you_mean,
)
from handbook.loading.own_documents import (
    FILE,
    OwnReading,
    nothing_read,
    own_files,
    read_own_documents,
)
from handbook.loading.packs.items import Items, read_items, shelf, with_items
from handbook.loading.packs.library_references import check_items
from handbook.loading.packs.pack_reading import Broken, needed, pack_folders, read_packs
from handbook.loading.packs.rules import check_rules
from handbook.loading.packs.selection import (
    Origins,
    Pack,
    bound,
    going,
    library_for,
    library_of,
    origins_of,
)
from handbook.loading.profile.exclusions import required
from handbook.loading.profile.former_names import with_names_of_now
from handbook.loading.profile.own_places import read_references
from handbook.loading.profile.questionnaire import Given, answered, read_given
from handbook.loading.profile.references import check_profile
from handbook.loading.profile.secret_places import (
    concealed,
    half_said,
    library_words,
    secrets_of,
    without_secrets,
)
from handbook.loading.profile.secret_places_in_texts import told_by, told_in_name
from handbook.loading.records.register import read_register
from handbook.loading.template_files import passed_over, templates
from handbook.loading.text.as_typed import texts
from handbook.loading.text.validation import attempt
from handbook.loading.text.workspace_files import (
    ORGANISATIONS,
    good_name,
    inside,
    listed,
    read_bytes,
    refuse_of_another,
)
from handbook.loading.text.yaml_source import read
from handbook.loading.text.yaml_tree import Tree
from handbook.model.sources.library import Library
from handbook.model.sources.own_document import FOLDER, OwnDocument, OwnFile
from handbook.model.sources.profile import Profile
from handbook.model.sources.register import Register
from handbook.secret_places.search import NO_SECRETS, Secrets
from handbook.secret_places.secret_terms import Common

MAX_LOGO = 5_000_000
_PICTURES = (".png", ".jpg", ".jpeg", ".svg")


# Without slots, so that what takes a while is made once, and only where it is asked for.
@dataclass(frozen=True, kw_only=True)
class Workspace:
    """A working folder with what all its organisations share.

    `problems` are what is to be told of the packs: a sentence for each of `broken`, which is left
    out of `library`. `fingerprint` changes with any file of any pack.
    """

    root: Path
    library: Library
    problems: tuple[Problem, ...]
    fingerprint: str
    packs: tuple[Pack, ...] = ()
    broken: tuple[Broken, ...] = ()

    @cached_property
    def common(self) -> Common:
        """The words of the tool's own texts: what they hold gives no secret location away.

        Packs of others may name a house, in a working folder above all.
        """
        return library_words(library_of([pack for pack in self.packs if pack.ours]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """One organisation, sound in every name.

    `library` has what the packs hold for it, with its own items, `origins` tells what of that comes
    from packs of others. `notices` are all `let op`. `references`
    give its own place in the norm for each topic. `logo` holds the bytes of a png, jpg or svg, or
    nothing. `templates` give the name and bytes of the template of each kind there is one for.
    `given` are the answers of antwoorden.yaml, as they stand there; `profile` has them below its
    own. `secrets` finds what gives secret locations away, for checks only, never to be printed;
    `profile` no longer holds it. `own_documents` are all that it wrote itself, unconfirmed too.
    """

    profile: Profile
    library: Library
    origins: Origins = field(default_factory=Origins)
    notices: tuple[Problem, ...] = ()
    references: Mapping[str, str] = field(default_factory=dict)
    logo: bytes = b""
    templates: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    register: Register = field(default_factory=Register)
    given: Mapping[str, str] = field(default_factory=dict)
    secrets: Secrets = NO_SECRETS
    own_documents: tuple[OwnDocument, ...] = ()


def find_root(start: Path) -> Path:
    """Return the nearest folder, from `start` upward, that holds a folder organisations.

    Raises:
        WorkplaceError: HB510, there is none.
    """
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / ORGANISATIONS).is_dir():
            return folder
    raise WorkplaceError(_no_root(start))


def open_workspace(root: Path, *, packs: Sequence[Path] = ()) -> Workspace:
    """Return the working folder `root` with the packs of the tool, of root/packs and `packs`.

    Packs with something wrong in them do not stop it: each is a sentence in the problems, and
    stops the organisations that need it.
    """
    shelves = read_packs(pack_folders(root, packs))
    left_out = {problem for each in shelves.broken for problem in each.problems}
    return Workspace(
        root=root,
        library=shelves.library,
        problems=(
            *(each.told() for each in shelves.broken if not each.follows),
            *(problem for problem in shelves.problems if problem not in left_out),
        ),
        fingerprint=shelves.digest,
        packs=shelves.packs,
        broken=shelves.broken,
    )


def profile_names(workspace: Workspace) -> tuple[str, ...]:
    """Return the ids of the organisations, sorted: the names of organisations/*.yaml.

    A file whose name cannot be an id is among them; reading it tells what is wrong.

    Raises:
        StorageError: HB522, the folder cannot be read.
    """
    return profiles_in(workspace.root)


def profiles_in(root: Path) -> tuple[str, ...]:
    """Return the same of a working folder that was not opened; raises as `profile_names`."""
    found = listed(root / ORGANISATIONS)
    names = [path.stem for path in found if path.suffix == ".yaml" and folders.is_file(path)]
    names += [path.name for path in found if path.suffix == ".yml" and folders.is_file(path)]
    return tuple(sorted(names))


def read_profile(workspace: Workspace, name: str, register: Register | None = None) -> Loaded:
    """Return the organisation `name` with all that belongs to it.

    A `register` that is given takes the place of its own, which is not read then.

    Raises:
        UnknownNameError: HB219, there is no such organisation.
        SourceError: every `fout` in its profile, own content, references, logo and register,
            together. Nothing in it tells of a secret location.
    """
    file = f"{ORGANISATIONS}/{name}.yaml"
    if name.endswith(".yml") or not good_name(name):
        _refuse_name(workspace, name)
    path = workspace.root / ORGANISATIONS / f"{name}.yaml"
    if not folders.exists(path):
        raise UnknownNameError(_no_such(workspace, name))
    tree = read(read_bytes(path, file), file)
    return _loaded(workspace, name, tree, register)


def _loaded(workspace: Workspace, name: str, tree: Tree, register: Register | None) -> Loaded:
    if missed := needed(tree, workspace.packs, workspace.broken):
        raise SourceError(*missed)
    tree, former = with_names_of_now(tree, workspace.library.retired)
    visit = _Visit(workspace.root, name, tree, [*_told(tree), *former])
    items = visit.own_items()
    wanted = _going(workspace, tree)
    all_go = len(wanted) == len(workspace.packs)
    own = workspace.library if all_go else library_for(workspace.packs, wanted)
    library = replace(with_items(workspace.library, items), refusals=own.refusals)
    profile, wrong = attempt(Profile, tree)
    visit.problems += [*wrong, *half_said(tree), *check_profile(tree, library)]
    if items.digest:
        visit.problems += [*check_items([items], library), *check_rules([], [items], library)]
    references = visit.references(library)
    logo = visit.logo()
    register = visit.register() if register is None else register
    visit.problems += required(tree, library, documented=bool(register.entries))
    files = visit.own_files(library, register)
    given = visit.given(library, register)
    secrets = secrets_of(tree, workspace.common) if tree.secrets else NO_SECRETS
    trees = (*items.trees(), *visit.trees)
    visit.problems += told_by(tree, trees, items.chapters, secrets)
    visit.problems += [*told_in_name(name, tree.file, secrets), *passed_over(workspace.root, name)]
    problems = _in_order([concealed(each, secrets) for each in visit.problems])
    if profile is None or any(each.weight == "fout" for each in problems):
        raise SourceError(*problems)
    return Loaded(
        profile=answered(without_secrets(profile), given.answers),
        library=replace(with_items(own, items), own_files=files),
        origins=origins_of(wanted, items.ids()),
        notices=problems,
        references=references,
        logo=logo,
        templates=templates(workspace.root, name),
        register=register,
        given=given.answers,
        secrets=secrets,
        own_documents=visit.own_documents.entries,
    )


def _going(workspace: Workspace, tree: Tree) -> tuple[Pack, ...]:
    """Return the packs that go with the organisation of this profile."""
    chosen = [word for _, word in texts(tree, ("onderdelen",))]
    return going(workspace.packs, bound(chosen, workspace.packs))


@dataclass(slots=True)
class _Visit:
    """What is found wrong while one organisation is read; it lives for one call."""

    root: Path
    name: str
    tree: Tree
    problems: list[Problem]
    trees: list[Tree] = field(default_factory=list)
    own_documents: OwnReading = field(default_factory=nothing_read)

    @property
    def folder(self) -> Path:
        return self.root / ORGANISATIONS

    def own_items(self) -> Items:
        folder = self.folder / self.name / "inhoud"
        if not folders.is_dir(folder):
            return Items()
        place = shelf(folder, f"{ORGANISATIONS}/{self.name}/inhoud")
        place.strangers((FILE, FOLDER))
        self.own_documents = read_own_documents(place)
        items = read_items(place)
        self.problems += items.problems
        return items

    def given(self, library: Library, register: Register) -> Given:
        found = read_given(self.folder, self.tree, self.name, library, register)
        self.problems += found.problems
        self.trees += found.trees
        return found

    def own_files(self, library: Library, register: Register) -> Mapping[str, OwnFile]:
        found = own_files(self.own_documents, library, register)
        self.problems += self.own_documents.problems
        self.trees += [self.own_documents.tree] if self.own_documents.tree else []
        return found

    def references(self, library: Library) -> Mapping[str, str]:
        typed = self.tree.data.get("vindplaatsen")
        data = self.bytes_at(typed, ("vindplaatsen",))
        if data is None:
            return {}
        found = read_references(data, f"{ORGANISATIONS}/{typed}", library)
        self.trees += found.trees
        self.problems += found.problems
        return found.places

    def logo(self) -> bytes:
        style = self.tree.data.get("huisstijl")
        typed = style.get("logo") if isinstance(style, dict) else None
        path = ("huisstijl", "logo")
        if isinstance(typed, str) and not typed.lower().endswith(_PICTURES):
            self.problems.append(_no_picture(self.tree.place(path)))
            return b""
        return self.bytes_at(typed, path, limit=MAX_LOGO) or b""

    def bytes_at(
        self, typed: object, path: tuple[str, ...], limit: int = 1_000_000
    ) -> bytes | None:
        """Return the bytes of the file that the profile names at `path`, or None."""
        if not isinstance(typed, str) or not typed.strip():
            return None
        place = self.tree.place(path)
        try:
            target = inside(self.folder, typed.strip(), place)
            refuse_of_another(self.folder, self.name, target, place)
            return read_bytes(target, f"{ORGANISATIONS}/{typed.strip()}", limit=limit)
        except HandbookError as error:
            self.problems += error.problems
            return None

    def register(self) -> Register:
        file = f"{ORGANISATIONS}/{self.name}/register.yaml"
        register, wrong = read_register(self.folder / self.name / "register.yaml", file)
        self.problems += wrong
        return register


def _in_order(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return each problem once; those of a file together, in the order of its lines."""
    files = list(dict.fromkeys(problem.place.file for problem in problems))
    return tuple(
        sorted(
            dict.fromkeys(problems),
            key=lambda each: (files.index(each.place.file), each.place.line, each.place.column),
        )
    )


def _told(tree: Tree) -> tuple[Problem, ...]:
    return tuple(problem for problem in tree.problems if problem.weight == "let op")


def _refuse_name(workspace: Workspace, name: str) -> None:
    if name not in profile_names(workspace):
        raise UnknownNameError(_no_such(workspace, name))
    suffix = "" if name.endswith(".yml") else ".yaml"
    raise SourceError(
        Problem(
            Place(f"{ORGANISATIONS}/{name}{suffix}"),
            code="HB128",
            what="zo kan een profiel niet heten",
            mend="Gebruik kleine letters, cijfers en streepjes, hoogstens 60 tekens, en '.yaml' "
            "erachter; namen als con en nul kunnen niet op Windows. Bijvoorbeeld: de-linde.yaml.",
        )
    )


def _no_such(workspace: Workspace, name: str) -> Problem:
    known = profile_names(workspace)
    near = did_you_mean(name, known)
    names = f"Er zijn: {', '.join(known)}." if known else "Er is nog geen profiel."
    return Problem(
        Place(ORGANISATIONS),
        code="HB219",
        what=f"organisatie '{name}' bestaat niet",
        mend=f"{near} {names}".strip(),
    )


def _no_root(start: Path) -> Problem:
    return Problem(
        Place(start.absolute().as_posix()),
        code="HB510",
        what="dit is geen werkmap: er is geen map organisations",
        mend="Ga naar de map met 'organisations', of maak een werkmap met 'handbook init'.",
    )


def _no_picture(place: Place) -> Problem:
    return Problem(
        place,
        code="HB222",
        what="dit soort bestand kan geen logo zijn",
        mend="Gebruik een png, jpg of svg van hoogstens 5 MB.",
    )
