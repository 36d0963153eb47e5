"""The tables of the handbook that come from the profile; and which slot prints which table."""

from collections.abc import Callable, Mapping

from handbook.model.common.base_record import date_text
from handbook.model.sources.content import Block, Item, Listing, Paragraph, Run, Runs
from handbook.model.sources.norm import ALWAYS
from handbook.model.sources.profile import Location
from handbook.tailoring.content import overviews
from handbook.tailoring.content.grids import capital, grid
from handbook.tailoring.selection.conditions import Conditioned, choose
from handbook.tailoring.text.filling import Setting, fill, words_for
from handbook.tailoring.text.glossary import explained
from handbook.tailoring.text.laws import enumerated
from handbook.tailoring.text.thresholds import in_brackets

_PROPOSAL = (
    "Voorstel. Deze tabel is een voorstel voor de sector. Neem in het profiel op wat voor ons "
    "geldt; dan vervalt deze opmerking."
)
_PART_WIDTH = 12
_SECRET_NAME, _SECRET_ADDRESS = "Locatie met geheim adres", "geheim"


def table(name: str, setting: Setting) -> tuple[Block, ...]:
    """Return the blocks of the data slot `tabel.<name>`; none where there is nothing to show."""
    return _TABLES[name](setting)


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
        (bound.part.named, bound.part.title, bound.part.edition, bound.reason)
        for bound in setting.selection.parts
    ]
    return grid(("Onderdeel", "Naam", "Editie", "Waarom"), rows, (16, 44, 18, 22), "Normonderdelen")


def _norm(setting: Setting) -> tuple[Block, ...]:
    norm = setting.profile.norm
    named = [f"{bound.part.named} ({bound.part.edition})" for bound in setting.selection.parts]
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
    if not setting.profile.locations:
        ask = Run(text="[invullen: onze locaties]", mark="open")
        return (Listing(items=(Item(runs=(ask,)),)),)
    rows = []
    for place in setting.profile.locations:
        parts = ", ".join(place.parts or setting.profile.parts)
        name = place.public_name or _SECRET_NAME if place.secret else place.name
        address = _SECRET_ADDRESS if place.secret else place.address
        rows.append((name, address, parts))
    return grid(("Locatie", "Adres", "Onderdelen"), rows, (34, 44, 22), "Locaties")


def _stakeholders(setting: Setting) -> tuple[Block, ...]:
    head, shares = ("Belanghebbende", "Verwacht van ons", "Zo doen wij dat"), (26, 37, 37)
    own = [(each.name, each.expects, each.approach) for each in setting.profile.stakeholders]
    if own:
        return grid(head, own, shares, "Belanghebbenden")
    proposed = [
        (
            _headed(setting, each, each.name),
            *(_said(setting, each, text) for text in (each.expects, each.approach)),
        )
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
    proposed = [
        (
            _headed(setting, each, each.risk),
            f"{each.chance} / {each.effect}",
            _said(setting, each, each.measure),
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
    proposed = [
        (
            _headed(setting, each, each.goal),
            _said(setting, each, each.measure),
            setting.function(each.owner),
        )
        for each in choose(setting.library.proposals.goals, setting.situation)
    ]
    return _proposal(grid(head, proposed, shares, "Doelen"))


def _said(setting: Setting, proposed: Conditioned, text: str) -> Runs:
    """Return a text of a proposal in the words of the parts it is for."""
    return fill(text, words_for(setting, "", proposed.condition))


def _headed(setting: Setting, proposed: Conditioned, text: str) -> Runs:
    """Return what heads a proposal, with its threshold where the size is not known."""
    said = _said(setting, proposed, text)
    return (*said, *in_brackets(proposed.condition, setting.situation))


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
        (setting.library.topics[topic].title, reason)
        for topic, reason in setting.selection.excluded.items()
    ]
    return grid(("Onderwerp", "Waarom het niet geldt"), rows, (40, 60), "Uitsluitingen")


def _terms(setting: Setting) -> tuple[Block, ...]:
    """Return the words of each chosen part, side by side."""
    known = setting.library.parts
    parts = [part for part in setting.profile.parts if not known[part].general]
    rows: list[tuple[Runs | str, ...]] = []
    for term in setting.library.terms.values():
        cells = [_runs_of(setting, part, term.id) for part in parts]
        rows.append((capital(term.id), *cells))
    shares = (24, *[76 // len(parts)] * len(parts))
    head = ("Woord voor", *[known[part].named for part in parts])
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


def _certificate(setting: Setting) -> tuple[Block, ...]:
    """Return the scope of each chosen part with its locations, as a register would list them."""
    library, profile = setting.library, setting.profile
    rows = []
    for bound in setting.selection.parts:
        code = bound.part.code
        if code not in profile.parts:
            continue
        titles = [
            library.activities[each].title
            for each in setting.selection.activities
            if library.activities[each].part == code
        ]
        with_part = "".join(
            f", samen met {library.parts[each].named}" for each in bound.part.requires
        )
        places = [each for each in profile.locations if code in (each.parts or profile.parts)]
        rows.append(
            (
                f"{bound.part.named} {bound.part.title}, versie {bound.part.edition}{with_part}",
                "; ".join(titles),
                "; ".join(dict.fromkeys(map(_place, places))),
            )
        )
    head = ("Norm", "Activiteiten", "Locaties")
    return grid(head, rows, (32, 36, 32), "Toepassingsgebied per onderdeel")


def _place(location: Location) -> str:
    """Return a location in one line; of a secret one at most what it is called outside."""
    if location.secret:
        return location.public_name or _SECRET_NAME.lower()
    return ", ".join(filter(None, (location.name, location.address)))


def _service_kinds(setting: Setting) -> tuple[Block, ...]:
    """Return what follows from the kind of each service that the organisation offers."""
    words = words_for(setting, "", ALWAYS)
    blocks: list[Block] = []
    for rules in setting.library.service_rules.values():
        named = [each.name for each in setting.profile.services if each.kind == rules.kind]
        if not named:
            continue
        lead = (Run(text=f"{capital(rules.kind)}. ", bold=True), *fill(rules.meaning, words))
        ours = (Run(text=f" Bij ons: {enumerated(named)}."),)
        rows = (
            ("Klacht", fill(rules.complaint, words)),
            ("Toezicht", fill(rules.supervision, words)),
            ("Calamiteit", fill(rules.calamity, words)),
            ("Registratie", fill(rules.record, words)),
            ("Bewaren", fill(rules.retention, words)),
        )
        caption = f"Regels bij {rules.kind}"
        blocks += [
            Paragraph(runs=(*lead, *ours)),
            *grid(("Waarover", "Wat er geldt"), rows, (20, 80), caption),
        ]
    return tuple(blocks)


def _glossary(setting: Setting) -> tuple[Block, ...]:
    terms = choose(tuple(setting.library.glossary.values()), setting.situation)
    words = words_for(setting, "", ALWAYS)
    rows = [(term, fill(meaning, words)) for term, meaning in explained(terms, setting.vocabulary)]
    return grid(("Begrip", "Wat wij ermee bedoelen"), rows, (28, 72), "Begrippen")


GLOSSARY = "begrippenlijst"
_TABLES: Mapping[str, Callable[[Setting], tuple[Block, ...]]] = {
    "organisatie": _organisation,
    "onderdelen": _parts,
    "norm": _norm,
    "activiteiten": _activities,
    "diensten": _services,
    "locaties": _locations,
    "functies": overviews.functions_table,
    "belanghebbenden": _stakeholders,
    "risicos": _risks,
    "doelen": _goals,
    "buiten_toepassingsgebied": _outside,
    "uitsluitingen": _exclusions,
    "procedures_primair": overviews.primary_table,
    "procedures_organisatie": overviews.organisation_table,
    "formulieren": overviews.forms_table,
    "registers": overviews.registers_table,
    "termijnen": overviews.deadlines_table,
    "wetten": overviews.laws_table,
    "begrippen": _terms,
    "audits": _audits,
    "certificaat": _certificate,
    "dienstsoorten": _service_kinds,
    "raci": overviews.raci_table,
    "wetswijzigingen": overviews.amendments_table,
    GLOSSARY: _glossary,
    "missie": _mission,
    "visie": _vision,
}
