"""What proves that a file is ours and untouched: a part that holds the digest of all others."""

import re
from collections.abc import Mapping

from handbook import opc
from handbook.model.documents.build import Proof
from handbook.word.package.markup import HEADER, escape, parse, serialise
from handbook.word.package.package import MAIN, add_custom, as_it_lies, relations, without_custom

NAMESPACE = "urn:handbook:document:1"
LINK = "ketting"  # the attribute with the sum of the chain at which the file was approved

_ITEM = re.compile(r"customXml/item\d+\.xml")
_STORE = "{3E2A8C51-7B60-4C1D-9A55-0D5B1C6E9F01}"
_ARROW = "rIdHandbook"


def seal(parts: Mapping[str, bytes], organisation: str, item: str, render: str) -> dict[str, bytes]:
    """Return `parts` with the part that proves them ours.

    Args:
        parts: the whole document, without a seal.
        organisation: the id of the organisation the document belongs to.
        item: the library's id of the document, its identity for ever.
        render: the fingerprint of the job it was made from.
    """
    sealed, name = add_custom(parts, MAIN, _ARROW, NAMESPACE, _STORE)
    sealed[name] = (
        f'{HEADER}<h:document xmlns:h="{NAMESPACE}" organisation="{escape(organisation)}"'
        f' item="{escape(item)}" render="{escape(render)}" digest="{digest(sealed)}"/>'
    ).encode()
    return sealed


def seal_like(parts: Mapping[str, bytes], other: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return `parts` with the seal of `other`, in the place of its own or as a new part.

    Its digest stays that of `other`: so the file keeps counting as one that somebody worked in.
    """
    theirs, own = _own(other), _own(parts)
    if not theirs:
        return dict(parts)
    if own:
        return {**parts, own[0]: other[theirs[0]]}
    main = next((e.target for e in relations(parts, "") if e.kind == "officeDocument"), MAIN)
    added, name = add_custom(parts, main, _ARROW, NAMESPACE, _STORE)
    return {**added, name: other[theirs[0]]}


def unsealed(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return `parts` without what proves them ours, and without the relationships to it."""
    return without_custom(parts, _own(parts))


def digest(parts: Mapping[str, bytes]) -> str:
    """Return the SHA-256 over name and bytes of all parts except our own."""
    return opc.digest(parts, without=_own(parts)[:1])


def prove(data: bytes) -> Proof | None:
    """Return what the file `data` says of itself, or None when it is not a file of ours.

    A file that cannot be read is not proved ours, so nobody will replace it.
    """
    try:
        parts = as_it_lies(data)
        own = _own(parts)
        if not own:
            return None
        facts = parse(parts[own[0]])
    except ValueError:
        return None
    intact = len(own) == 1 and facts.get("digest") == digest(parts)
    return Proof(
        organisation=facts.get("organisation", ""),
        item=facts.get("item", ""),
        render=facts.get("render", ""),
        intact=intact,
    )


def made_from(parts: Mapping[str, bytes]) -> str:
    """Return the fingerprint of what a file says to be made from; "" where it carries no seal."""
    own = _own(parts)
    return str(parse(parts[own[0]]).get("render", "")) if own else ""


def with_render(parts: Mapping[str, bytes], render: str) -> dict[str, bytes]:
    """Return `parts` whose seal names `render` as what the file is made from; its digest stays.

    Raises:
        ValueError: there is no seal of ours, or more than one.
    """
    return _sealed_with(parts, render=render)


def with_owner(parts: Mapping[str, bytes], organisation: str, render: str) -> dict[str, bytes]:
    """Return `parts` whose seal names another `organisation`, and what the file is made from.

    Its digest stays: a file that nobody touched keeps counting as one, and so does hers.

    Raises:
        ValueError: there is no seal of ours, or more than one.
    """
    return _sealed_with(parts, organisation=organisation, render=render)


def with_link(parts: Mapping[str, bytes], previous: str) -> dict[str, bytes]:
    """Return `parts` whose seal names the sum of the chain at which the file is approved.

    No digest covers it: a register that lost its chain is told by files that name one.

    Raises:
        ValueError: there is no seal of ours, or more than one.
    """
    return _sealed_with(parts, **{LINK: previous})


def told_by_seal(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return what the seal says, by the name of its attributes; nothing where there is none."""
    own = _own(parts)
    return {str(name): str(text) for name, text in parse(parts[own[0]]).items()} if own else {}


def owners_of(parts: Mapping[str, bytes], item: str) -> frozenset[str]:
    """Return the organisations whose document `item` this says to be, whatever changed since."""
    seals = [parse(parts[name]) for name in _own(parts)]
    return frozenset(each.get("organisation", "") for each in seals if each.get("item") == item) - {
        ""
    }


def _sealed_with(parts: Mapping[str, bytes], **told: str) -> dict[str, bytes]:
    own = _own(parts)
    if len(own) != 1:
        raise ValueError("het merkteken van handbook ontbreekt of staat er twee keer in")
    facts = parse(parts[own[0]])
    for name, text in told.items():
        facts.set(name, text)
    return {**parts, own[0]: serialise(facts)}


def _own(parts: Mapping[str, bytes]) -> list[str]:
    # By namespace and not by name: Word numbers these parts anew when it saves.
    return [
        name
        for name in sorted(parts)
        if _ITEM.fullmatch(name) and NAMESPACE.encode() in parts[name] and _is_ours(parts[name])
    ]


def _is_ours(data: bytes) -> bool:
    try:
        return str(parse(data).tag) == f"{{{NAMESPACE}}}document"
    except ValueError:
        return False
