"""`rename`: a profile gets another name, with all that is its own, in steps that bear a kill.

A note in organisations/ says what is going on until the last step is done. Each step looks at what
is there, so the same call after a kill does what is left. While the note is there, nobody opens
either of the two.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from handbook import folders, storage
from handbook.errors import HandbookError, Place, Problem, SourceError, did_you_mean
from handbook.excel import prove_sheet
from handbook.excel import with_owner as sheet_with_owner
from handbook.loading.owners import now_called, register_at
from handbook.loading.profile.questionnaire import ANSWERS, parse_answers
from handbook.loading.profile.rename import moved, moved_path, paths_into
from handbook.loading.text.workspace_files import ORGANISATIONS, good_name
from handbook.loading.workspace import Workspace, profile_names, read_profile
from handbook.model.features.rename import Evidence, Rename
from handbook.pipeline.build import cache
from handbook.pipeline.organisation.context import logo_of
from handbook.pipeline.organisation.hand_edits import decide
from handbook.pipeline.organisation.ownership import renaming_in, sealed_for
from handbook.pipeline.organisation.ownership_problems import JOURNAL, broken_off
from handbook.pipeline.organisation.paths import notes
from handbook.pipeline.placement.moves import FORMER
from handbook.pipeline.placement.placement_decision import ASKED
from handbook.pipeline.publishing.destination import is_telling
from handbook.pipeline.rename.evidence import former_of, names_of_before, profile_at, typed, whose
from handbook.storage.os_errors import in_use
from handbook.tailoring.control.ownership import claimed
from handbook.tailoring.control.staleness import organisation_part, style_part
from handbook.word.package.package import as_it_lies, is_signed, pack
from handbook.word.package.seal import prove, with_owner

_PAGES = "paginas.json"
_PLACES = ("organisations/{}.yaml", "organisations/{}", "output/{}")
_KINDS = (".docx", ".xlsx")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """A rename that was agreed to: the names, those of before, and parts of a fingerprint.

    `parts` tell what documents are made from, in pairs: under the old name and under the new one.
    None where the profile is not sound, and then the next build makes the documents anew.
    """

    old: str
    new: str
    former: tuple[str, ...]
    parts: tuple[str, ...] = ()


def rename(workspace: Workspace, old: str, new: str, agreed: Callable[[Rename], bool]) -> Rename:
    """Return what the rename of `old` to `new` moves, carried out where `agreed` says so.

    Where both are the same, nothing moves: the register is confirmed to be this organisation's.
    A rename that broke off was agreed to; it is completed.

    Raises:
        HandbookError: HB597 and HB598 it cannot be done, and nothing was moved; HB599 another
            rename broke off; HB511 or HB516 a build is running or somebody watches; HB501 to
            HB507 a file is open or cannot be written: the same call goes on.
    """
    root = workspace.root
    with storage.watching(root), storage.lock(root):
        task = _begun(root)
        if task is not None:
            if (task.old, task.new) != (old, new):
                raise SourceError(broken_off(task.old, task.new))
            planned = Rename(old=old, new=new, whose=_whose(root, task), goes_on=True)
        else:
            _refuse(workspace, old, new)
            planned, task = _planned(workspace, old, new)
            if not agreed(planned):
                return planned
            _note(root, task)
        _carry_out(root, task)
    return replace(planned, done=True)


def _planned(workspace: Workspace, old: str, new: str) -> tuple[Rename, _Task]:
    root = workspace.root
    home = _there(root, _PLACES[1], old, new)
    profile = profile_at(root, _there(root, _PLACES[0], old, new))
    owner = whose(root, home, typed(profile))
    former = former_of(register_at(root, home), old, new)
    others = names_of_before(workspace, home, owner, {old, new, *former})
    files = [place for place in _PLACES if folders.exists(root / place.format(old)) and old != new]
    planned = Rename(
        old=old,
        new=new,
        whose=owner,
        moves=tuple((place.format(old), place.format(new)) for place in files),
    )
    names = tuple(dict.fromkeys((*former, *others)))
    return planned, _Task(old=old, new=new, former=names, parts=_parts(workspace, old, new))


def _whose(root: Path, task: _Task) -> Evidence:
    profile = profile_at(root, _there(root, _PLACES[0], task.old, task.new))
    return whose(root, _there(root, _PLACES[1], task.old, task.new), typed(profile))


def _there(root: Path, place: str, old: str, new: str) -> str:
    """Return the name, old or new, under which a place is there now."""
    return old if folders.exists(root / place.format(old)) else new


def _parts(workspace: Workspace, old: str, new: str) -> tuple[str, ...]:
    """Return what documents are made from of the organisation itself, under both names."""
    name = _there(workspace.root, _PLACES[0], old, new)
    try:
        loaded = read_profile(workspace, name)
        made, logo = decide(loaded, name).organisation, logo_of(loaded, name)
    except HandbookError:
        return ()
    style = loaded.profile.style
    there = style.model_copy(update={"logo": moved_path(style.logo, old, new)})
    return (
        *(organisation_part(replace(made, id=each)) for each in (old, new)),
        *(style_part(each, logo) for each in (style, there)),
    )


def _refuse(workspace: Workspace, old: str, new: str) -> None:
    """Refuse a rename that cannot be carried out whole; nothing was moved.

    Raises:
        HandbookError: HB598, or HB501 a file is open.
    """
    root = workspace.root
    problems = [*_bad_names(workspace, old, new)]
    if old != new and not problems:
        problems = [*_taken(root, old, new), *_shared(workspace, old)]
        problems += [in_use(path) for path in _files(root, old, new) if storage.owner_of(path)]
    if problems:
        raise SourceError(*problems)


def _bad_names(workspace: Workspace, old: str, new: str) -> Iterator[Problem]:
    root, known = workspace.root, profile_names(workspace)
    there = _there(root, _PLACES[0], old, new)
    if not good_name(new) or not good_name(old):
        name = new if not good_name(new) else old
        yield _cannot(
            name,
            f"zo kan een profiel niet heten: '{name}'",
            "Gebruik kleine letters, cijfers en streepjes, hoogstens 60 tekens, zoals: de-linde.",
        )
    elif there not in known or not (there == old or _was(root, old, new)):
        guess = did_you_mean(old, known)
        mend = f"{guess} Er zijn: {', '.join(known) or 'nog geen'}.".lstrip()
        yield _cannot(old, f"er is geen profiel met de naam '{old}'", mend)
    elif taken := [each for each in now_called(workspace, new) if each != old]:
        what = f"zo heette het profiel van '{taken[0]}' eerder"
        yield _cannot(new, what, "Die naam staat nog in zijn bestanden. Kies een andere naam.")
    elif old != new and is_telling(workspace, there, new):
        yield Problem(
            Place("NIEUW"),
            code="HB598",
            what="deze naam noemt een locatie die geheim is",
            mend="Er is niets verplaatst. Kies een andere naam: hij komt in mappen, bestanden en "
            "meldingen te staan.",
        )


def _was(root: Path, old: str, new: str) -> bool:
    """Tell whether what is called `new` by now was `old`: somebody renamed the profile by hand."""
    if any(folders.exists(root / place.format(old)) for place in _PLACES[1:]):
        return True
    return register_at(root, new).profile == old or old in sealed_for(root, new)


def _taken(root: Path, old: str, new: str) -> Iterator[Problem]:
    for place in (*_PLACES, "organisations/{}.yml"):
        path = root / place.format(new)
        if folders.exists(path) and (
            folders.exists(root / place.format(old)) or place not in _PLACES
        ):
            yield Problem(
                Place(place.format(new)),
                code="HB598",
                what=f"deze naam is al in gebruik; '{old}' kan zo niet heten",
                mend="Er is niets verplaatst. Kies een andere naam. Is dit een kopie om een nieuwe "
                "organisatie mee te beginnen, dan is het geen hernoeming.",
            )


def _shared(workspace: Workspace, old: str) -> Iterator[Problem]:
    """Yield the profiles of others that name a file in the folder that is to move."""
    for name in profile_names(workspace):
        if name == old or not good_name(name):
            continue
        try:
            tree = profile_at(workspace.root, name)
        except HandbookError:
            continue  # what is wrong with it, its own build tells
        for way in paths_into(tree, old):
            if folders.exists(workspace.root / _PLACES[1].format(old)):
                yield Problem(
                    tree.place(way),
                    code="HB598",
                    what=f"dit profiel gebruikt een bestand uit de map '{old}', die verhuist",
                    mend="Er is niets verplaatst. Zet het bestand in de eigen map van dit profiel "
                    "en wijzig het pad.",
                )


def _files(root: Path, old: str, new: str) -> Iterator[Path]:
    for place in _PLACES[1:]:
        folder = root / place.format(_there(root, place, old, new))
        yield from (path for path in folders.files(folder) if path.suffix in _KINDS)


def _note(root: Path, task: _Task) -> None:
    told = {"van": task.old, "naar": task.new, "voorheen": task.former, "delen": task.parts}
    text = json.dumps(told, indent=1)
    storage.put(root / ORGANISATIONS / JOURNAL, text.encode(), expected=None)


def _begun(root: Path) -> _Task | None:
    """Return the rename that broke off here, or None.

    Raises:
        SourceError: HB599, its note cannot be read.
    """
    data = storage.read(root / ORGANISATIONS / JOURNAL)
    if data is None:
        return None
    old, new = renaming_in(data)
    try:
        told = storage.noted(data)
        former, parts = tuple(map(str, told["voorheen"])), tuple(map(str, told["delen"]))
    except (ValueError, KeyError, TypeError) as error:
        raise SourceError(broken_off(old, new)) from error
    if not (good_name(old) and good_name(new)) or len(parts) % 2:
        raise SourceError(broken_off(old, new))
    return _Task(old=old, new=new, former=former, parts=parts)


def _carry_out(root: Path, task: _Task) -> None:
    """Do what is left of a rename; the register first of what counts, the note of it last.

    Raises:
        HandbookError: a file cannot be written or moved; the same call goes on.
    """
    old, new = task.old, task.new
    if old != new:
        for path in _working_copies(root, task):
            _seal_anew(path, task)
        _pages(root, task)
    _answers(root, task)
    _register(root, task)
    if old != new:
        _profile(root, task)
        for place in reversed(_PLACES):
            storage.move(root / place.format(old), root / place.format(new))
        _questionnaire(root, task)
        _former(root, task)
        _memory(root, task)
    storage.remove_note(root / ORGANISATIONS / JOURNAL)


def _working_copies(root: Path, task: _Task) -> Iterator[Path]:
    """Yield what lies in output/; what is approved or withdrawn keeps its bytes for ever."""
    output = root / _PLACES[2].format(_there(root, _PLACES[2], task.old, task.new))
    for folder in (output, output / ASKED):
        yield from (
            path
            for path in folders.entries(folder)
            if path.suffix in _KINDS and not path.name.startswith("~$") and folders.is_file(path)
        )


def _seal_anew(path: Path, task: _Task) -> None:
    data = storage.read(path) or b""
    proof = prove(data) or prove_sheet(data)
    if proof is None or proof.organisation != task.old:
        return
    render = _translated(proof.render, task)
    try:
        if path.suffix == _KINDS[1]:
            sealed = sheet_with_owner(data, task.new, render)
        elif is_signed(parts := as_it_lies(data)):
            return  # it stays known by the former name
        else:
            sealed = pack(with_owner(parts, task.new, render))
    except ValueError:
        return  # two seals: nobody takes such a file for ours
    storage.put(path, sealed, expected=storage.sha256(data))


def _translated(text: str, task: _Task) -> str:
    for before, after in zip(task.parts[::2], task.parts[1::2], strict=True):
        text = text.replace(before, after) if before else text
    return text


def _pages(root: Path, task: _Task) -> None:
    path = _home(root, task) / _PAGES
    data = storage.read(path)
    if data is not None:
        text = _translated(data.decode(errors="surrogateescape"), task)
        _put(path, text.encode(errors="surrogateescape"), data)


def _answers(root: Path, task: _Task) -> None:
    path = _home(root, task) / ANSWERS
    data = storage.read(path)
    if data is None:
        return
    _, held, _ = parse_answers(data, ANSWERS)
    if held is not None and held.organisation == task.old:
        name, number = typed(profile_at(root, _there(root, _PLACES[0], task.old, task.new)))
        key = register_at(root, path.parent.name).key or ""
        told = {"kenmerk": key, "naam": name, "kvk": number}
        _put(path, storage.render_answers(task.new, held.answers, told).encode(), data)


def _register(root: Path, task: _Task) -> None:
    home = _home(root, task)
    name, number = typed(profile_at(root, _there(root, _PLACES[0], task.old, task.new)))
    before = register_at(root, home.name)
    register = claimed(before, task.new, name, number, task.former)
    path = home / "register.yaml"
    _put(path, storage.render_register(register).encode(), storage.read(path))


def _profile(root: Path, task: _Task) -> None:
    """Let the paths of the profile lead into the folder under its new name."""
    name = _there(root, _PLACES[0], task.old, task.new)
    path = root / _PLACES[0].format(name)
    data = storage.read(path) or b""
    _put(path, moved(data, _PLACES[0].format(name), task.old, task.new), data)


def _questionnaire(root: Path, task: _Task) -> None:
    folder = root / _PLACES[2].format(task.new) / ASKED
    path, target = (folder / f"vragenlijst-{name}.docx" for name in (task.old, task.new))
    if not folders.exists(target):
        storage.move(path, target)


def _former(root: Path, task: _Task) -> None:
    """Let former files of what carried the old name stand under the new one."""
    home = root / _PLACES[1].format(task.new) / FORMER
    for folder in ("{}", "vragenlijst-{}"):
        if not folders.exists(home / folder.format(task.new)):
            storage.move(home / folder.format(task.old), home / folder.format(task.new))


def _memory(root: Path, task: _Task) -> None:
    """Keep what the last build knew of texts, so that the next can say what changed since."""
    before = cache.recall_at(root, task.old)
    if before is not None:
        basis = replace(before.basis, program=cache.NEVER)
        outcome = replace(before.outcome, organisation=task.new)
        cache.remember(root, task.new, replace(before, basis=basis, outcome=outcome))
    for note in notes(root, task.old):
        storage.remove_note(note)


def _home(root: Path, task: _Task) -> Path:
    return root / _PLACES[1].format(_there(root, _PLACES[1], task.old, task.new))


def _put(path: Path, data: bytes, before: bytes | None) -> None:
    storage.put(path, data, expected=None if before is None else storage.sha256(before))


def _cannot(name: str, what: str, mend: str) -> Problem:
    return Problem(Place(f"{ORGANISATIONS}/{name}.yaml"), code="HB598", what=what, mend=mend)
