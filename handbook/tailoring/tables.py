"""The tables of the handbook, made from the profile and from the documents themselves."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from handbook.model.content import Block, Form, Grid, Paragraph, Procedure, Run, Runs
from handbook.model.norm import ALWAYS
from handbook.model.written import date_text
from handbook.tailoring.conditions import choose
from handbook.tailoring.filling import Setting, enumerated, fill, words_for
from handbook.tailoring.procedures import ground_runs, limit_text, procedure_words, title_of

_PROPOSAL = (
    "Voorstel. Deze tabel is een voorstel voor de sector. Neem in het profiel op wat voor ons "
    "geldt; dan vervalt deze opmerking."
)
_NATURES = ("wet", "afspraak", "eigen")
_PART_WIDTH, _CODE_WIDTH = 12, 15


def table(name: str, setting: Setting) -> tuple[Block, ...]:
    """Return the blocks of the data slot `tabel.<name>`; none where there is nothing to show."""
    return _TABLES[name](setting)


def grid(
    head: Sequence[str], rows: Iterable[Sequence[Runs | str]], shares: Sequence[int], caption: str
) -> tuple[Block, ...]:
    """Return a table with `head`, or nothing when it has no rows."""
    made = tuple(tuple(_runs(cell) for cell in row) for row in rows)
    if not made:
        return ()
    return (
        Grid(
            head=tuple(_runs(cell) for cell in head),
            rows=made,
            shares=tuple(shares),
            caption=caption,
        ),
    )


def _runs(cell: Runs | str) -> Runs:
    if isinstance(cell, str):
        return (Run(text=cell),) if cell else ()
    return cell


def _paragraphs(prose: str, missing: str) -> tuple[Block, ...]:
    """Return the profile's own prose, a paragraph for each blank line, or a request to write it."""
    pieces = [" ".join(piece.split()) for piece in prose.split("\n\n")]
    if not any(pieces):
        return (Paragraph(runs=(Run(text=f"[invullen: {missing}]", mark="open"),)),)
    return tuple(Paragraph(runs=(Run(text=piece),)) for piece in pieces if piece)


def _mission(setting: Setting) -> tuple[Block, ...]:
    return _paragraphs(setting.profile.mission, "onze missie")


def _vision(setting: Setting) -> tuple[Block, ...]:
    return _paragraphs(setting.profile.vision, "onze visie")


def _parts(setting: Setting) -> tuple[Block, ...]:
    rows = [
        (f"HKZ {bound.part.code}", bound.part.title, bound.part.edition, bound.reason)
        for bound in setting.selection.parts
    ]
    return grid(("Onderdeel", "Naam", "Editie", "Waarom"), rows, (16, 44, 18, 22), "Normonderdelen")


def _norm(setting: Setting) -> tuple[Block, ...]:
    norm = setting.profile.norm
    named = [f"HKZ {bound.part.code} ({bound.part.edition})" for bound in setting.selection.parts]
    sentence = f"Wij werken volgens {enumerated(named)}."
    if norm.confirmed_on:
        source = f" bij {norm.confirmed_by}" if norm.confirmed_by else ""
        sentence += (
            f" Op {date_text(norm.confirmed_on)} gingen wij{source} na dat deze versie geldt."
        )
        blocks = [Paragraph(runs=(Run(text=sentence),))]
    else:
        ask = Run(text="[invullen: wanneer en bij wie u deze versie naging]", mark="open")
        blocks = [Paragraph(runs=(Run(text=f"{sentence} "), ask))]
    if norm.certifier:
        who = f"Onze certificerende instelling is {norm.certifier.rstrip('.')}."
        blocks.append(Paragraph(runs=(Run(text=who),)))
    return tuple(blocks)


def _activities(setting: Setting) -> tuple[Block, ...]:
    chosen = [setting.library.activities[each] for each in setting.selection.activities]
    rows = [(each.part, each.title, each.description) for each in chosen]
    return grid(
        ("Onderdeel", "Activiteit", "Wat het is"), rows, (_PART_WIDTH, 30, 58), "Activiteiten"
    )


def _services(setting: Setting) -> tuple[Block, ...]:
    rows = [
        (_described(each.name, each.description), each.part, each.kind, each.client)
        for each in setting.profile.services
    ]
    return grid(
        ("Dienst", "Onderdeel", "Soort", "Opdrachtgever"), rows, (38, 14, 24, 24), "Diensten"
    )


def _described(name: str, description: str) -> Runs:
    text = " ".join(description.split())
    return (Run(text=name, bold=bool(text)), *((Run(text=f". {text}"),) if text else ()))


def _organisation(setting: Setting) -> tuple[Block, ...]:
    profile = setting.profile
    size = "" if profile.fte is None else f"{profile.fte:g} fte".replace(".", ",")
    facts = (
        ("Naam", profile.name),
        ("Korte naam", profile.short_name),
        ("Rechtsvorm", profile.legal_form),
        ("KvK-nummer", profile.chamber_number),
        ("Omvang", size),
        ("Website", profile.website),
    )
    rows = [(label, value) for label, value in facts if value]
    return grid(("Gegeven", "Van ons"), rows, (28, 72), "Gegevens van de organisatie")


def _locations(setting: Setting) -> tuple[Block, ...]:
    rows = []
    for place in setting.profile.locations:
        parts = ", ".join(place.parts or setting.profile.parts)
        name = "Locatie met geheim adres" if place.secret else place.name
        address = "geheim" if place.secret else place.address
        rows.append((name, address, parts))
    return grid(("Locatie", "Adres", "Onderdelen"), rows, (34, 44, 22), "Locaties")


def _functions(setting: Setting) -> tuple[Block, ...]:
    """Return the roles that the documents name, with who fills them; people stand here only."""
    used = _roles_used(setting)
    rows = []
    for role in choose(tuple(setting.library.roles.values()), setting.situation):
        holder = setting.profile.roles.get(role.id)
        if role.id not in used and holder is None:
            continue
        who = ", ".join(holder.people) or holder.outside if holder else ""
        words = words_for(setting, role.id, ALWAYS)
        rows.append((_capital(setting.function(role.id)), who, fill(role.task, words)))
    return grid(("Functie", "Wie", "Taak"), rows, (28, 24, 48), "Functies en taken")


def _roles_used(setting: Setting) -> frozenset[str]:
    made = _procedures(setting)
    steps = {step.role for each in made for step in choose(each.steps, setting.situation)}
    return frozenset(steps | {each.owner for each in made})


def _stakeholders(setting: Setting) -> tuple[Block, ...]:
    head, shares = ("Belanghebbende", "Verwacht van ons", "Zo doen wij dat"), (26, 37, 37)
    own = [(each.name, each.expects, each.approach) for each in setting.profile.stakeholders]
    if own:
        return grid(head, own, shares, "Belanghebbenden")
    words = words_for(setting, "", ALWAYS)
    proposed = [
        (fill(each.name, words), fill(each.expects, words), fill(each.approach, words))
        for each in choose(setting.library.proposals.stakeholders, setting.situation)
    ]
    return _proposal(grid(head, proposed, shares, "Belanghebbenden"))


def _risks(setting: Setting) -> tuple[Block, ...]:
    head, shares = ("Risico", "Kans / gevolg", "Maatregel", "Eigenaar"), (28, 16, 36, 20)
    own = [
        (each.risk, f"{each.chance} / {each.effect}", each.measure, setting.function(each.owner))
        for each in setting.profile.risks
    ]
    if own:
        return grid(head, own, shares, "Risico's")
    words = words_for(setting, "", ALWAYS)
    proposed = [
        (
            fill(each.risk, words),
            f"{each.chance} / {each.effect}",
            fill(each.measure, words),
            setting.function(each.owner),
        )
        for each in choose(setting.library.proposals.risks, setting.situation)
    ]
    return _proposal(grid(head, proposed, shares, "Risico's"))


def _goals(setting: Setting) -> tuple[Block, ...]:
    head, shares = ("Doel", "Zo meten wij het", "Eigenaar"), (42, 36, 22)
    own = [
        (
            " ".join(filter(None, (each.goal, each.year and f"({each.year})"))),
            each.measure,
            setting.function(each.owner),
        )
        for each in setting.profile.goals
    ]
    if own:
        return grid(head, own, shares, "Doelen")
    words = words_for(setting, "", ALWAYS)
    proposed = [
        (fill(each.goal, words), fill(each.measure, words), setting.function(each.owner))
        for each in choose(setting.library.proposals.goals, setting.situation)
    ]
    return _proposal(grid(head, proposed, shares, "Doelen"))


def _proposal(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return (Paragraph(runs=(Run(text=_PROPOSAL),), tone="voorstel"), *blocks) if blocks else ()


def _outside(setting: Setting) -> tuple[Block, ...]:
    rows = [(each.name, each.reason) for each in setting.profile.outside_services]
    return grid(
        ("Dienst buiten het toepassingsgebied", "Reden"),
        rows,
        (40, 60),
        "Diensten buiten het toepassingsgebied",
    )


def _exclusions(setting: Setting) -> tuple[Block, ...]:
    rows = [
        (setting.library.topics[each.topic].title, each.reason)
        for each in setting.profile.exclusions
    ]
    return grid(("Onderwerp", "Waarom het niet geldt"), rows, (40, 60), "Uitsluitingen")


def _procedures(setting: Setting) -> list[Procedure]:
    return [each for each in setting.library.procedures.values() if each.id in setting.codes]


def _listed(setting: Setting, group: str, caption: str) -> tuple[Block, ...]:
    rows = [
        (
            (Run(text=setting.codes[each.id], link=each.id),),
            title_of(setting, each),
            setting.function(each.owner),
        )
        for each in _procedures(setting)
        if each.group == group
    ]
    return grid(("Code", "Titel", "Eigenaar"), rows, (_CODE_WIDTH, 55, 30), caption)


def _primary(setting: Setting) -> tuple[Block, ...]:
    return _listed(setting, "primair proces", "Procedures van de primaire processen")


def _organisational(setting: Setting) -> tuple[Block, ...]:
    return _listed(setting, "organisatieproces", "Procedures van de organisatie")


def _form_rows(setting: Setting, kind: str) -> list[tuple[Runs, str, Runs]]:
    forms: list[Form] = [
        each
        for each in setting.library.forms.values()
        if each.kind == kind and each.id in setting.codes
    ]
    return [
        (
            (Run(text=setting.codes[each.id], link=each.id),),
            title_of(setting, each),
            fill(each.retention, words_for(setting, each.id, each.condition)),
        )
        for each in forms
    ]


def _forms(setting: Setting) -> tuple[Block, ...]:
    rows = _form_rows(setting, "formulier")
    return grid(("Code", "Formulier", "Bewaren"), rows, (_CODE_WIDTH, 43, 42), "Formulieren")


def _registers(setting: Setting) -> tuple[Block, ...]:
    rows = _form_rows(setting, "register")
    return grid(("Code", "Register", "Bewaren"), rows, (_CODE_WIDTH, 43, 42), "Registers")


def _deadlines(setting: Setting) -> tuple[Block, ...]:
    """Return every limit of the set, the law first."""
    found = []
    for procedure in _procedures(setting):
        words = procedure_words(setting, procedure)
        code = (Run(text=setting.codes[procedure.id], link=procedure.id),)
        for each in choose(procedure.deadlines, setting.situation):
            row = limit_text(setting, procedure, each, words)
            found.append((row.what.runs, row.limit.runs, row.nature, row.basis.runs, code))
    found.sort(key=lambda row: _NATURES.index(row[2]))
    return grid(
        ("Wat", "Termijn", "Aard", "Bron", "Document"), found, (28, 25, 12, 20, 15), "Termijnen"
    )


def _laws(setting: Setting) -> tuple[Block, ...]:
    """Return each law or agreement once, with the documents that rest on it."""
    found: dict[Runs, list[Run]] = {}
    for procedure in _procedures(setting):
        words = procedure_words(setting, procedure)
        for ground in choose(procedure.grounds, setting.situation):
            codes = found.setdefault(ground_runs(ground, words), [])
            separator = [Run(text=", ")] if codes else []
            codes += [*separator, Run(text=setting.codes[procedure.id], link=procedure.id)]
    ordered = sorted(found, key=lambda runs: "".join(run.text for run in runs).casefold())
    rows = [(runs, tuple(found[runs])) for runs in ordered]
    return grid(("Wet, code of afspraak", "Documenten"), rows, (60, 40), "Wetten en afspraken")


def _terms(setting: Setting) -> tuple[Block, ...]:
    """Return the words of each chosen part, side by side."""
    parts = [part for part in setting.profile.parts if part != "123"]
    rows: list[tuple[Runs | str, ...]] = []
    for term in setting.library.terms.values():
        cells = [_runs_of(setting, part, term.id) for part in parts]
        rows.append((_capital(term.id), *cells))
    shares = (24, *[76 // len(parts)] * len(parts))
    head = ("Woord voor", *[f"HKZ {part}" for part in parts])
    return grid(head, rows, shares, "Woorden per onderdeel")


def _runs_of(setting: Setting, part: str, term: str) -> Runs:
    condition = ALWAYS.model_copy(update={"parts": (part,)})
    return words_for(setting, "", condition).slots[term]


def _audits(setting: Setting) -> tuple[Block, ...]:
    audits = setting.profile.norm.audits
    dates = (
        ("Initiële audit, fase 1", audits.phase_1),
        ("Initiële audit, fase 2", audits.phase_2),
        ("Tussentijdse audit", audits.interim),
        ("Hercertificatie", audits.renewal),
    )
    rows = [(name, date_text(day)) for name, day in dates if day]
    return grid(("Audit", "Datum"), rows, (60, 40), "Audits door de certificerende instelling")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


_TABLES: Mapping[str, Callable[[Setting], tuple[Block, ...]]] = {
    "organisatie": _organisation,
    "onderdelen": _parts,
    "norm": _norm,
    "activiteiten": _activities,
    "diensten": _services,
    "locaties": _locations,
    "functies": _functions,
    "belanghebbenden": _stakeholders,
    "risicos": _risks,
    "doelen": _goals,
    "buiten_toepassingsgebied": _outside,
    "uitsluitingen": _exclusions,
    "procedures_primair": _primary,
    "procedures_organisatie": _organisational,
    "formulieren": _forms,
    "registers": _registers,
    "termijnen": _deadlines,
    "wetten": _laws,
    "begrippen": _terms,
    "audits": _audits,
    "missie": _mission,
    "visie": _vision,
}
