"""The text of a new profile: commented, in Dutch, ready to build."""

import json
import unicodedata
from dataclasses import dataclass

from handbook.model.sources.library import Library

SCHEMA_LINE = "# yaml-language-server: $schema=../.handbook/profiel.schema.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a person told of a new organisation; `fte` is the text as typed, or empty."""

    name: str
    chamber_number: str
    parts: tuple[str, ...]
    activities: tuple[str, ...] = ()
    characteristics: tuple[str, ...] = ()
    fte: str = ""


def id_from(name: str) -> str:
    """Return a file name for the organisation `name`: lower case, ascii, with hyphens."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = "".join(letter if letter.isalnum() else " " for letter in ascii_name).split()
    kept = [word for word in words if word not in ("stichting", "vereniging")] or words
    return "-".join(kept)[:40].strip("-") or "organisatie"


def profile_text(answers: Answers, library: Library) -> str:
    """Return a commented profile for `answers`; what was not told stands there as an example."""
    lines = [
        SCHEMA_LINE,
        "# Profiel van een organisatie. Na elke wijziging: handbook check, dan handbook build.",
        "# Alles onder 'onderdelen' mag weg. Een regel met '#' ervoor telt niet mee.",
        "",
        f"naam: {quoted(answers.name)}",
        "# korte_naam: De Linde          # de naam in lopende tekst",
        "rechtsvorm: stichting",
        f"kvk: {answers.chamber_number}",
        f"fte: {answers.fte}" if answers.fte else "# fte: 41,5",
        "# omvang: {medewerkers: 58}     # mensen in dienst; een wet kan gelden vanaf een aantal",
        "",
        f"onderdelen: [{', '.join(answers.parts)}]"
        "     # 123, het Algemeen Organisatiedeel, komt vanzelf mee",
        *_activities(answers, library),
        *_characteristics(answers, library),
        "",
        *_EXAMPLES,
    ]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """Return `text` as a YAML scalar between double quotes."""
    return json.dumps(text, ensure_ascii=False)


def _activities(answers: Answers, library: Library) -> list[str]:
    lines = ["activiteiten:                 # haal weg wat u niet doet"]
    for part in answers.parts:
        known = [each for each in library.activities.values() if each.part == part]
        chosen = [each for each in known if each.id in answers.activities] or known
        lines.append(f"  {part}:")
        lines += [f"    - {each.id}{_padded(each.id)}# {each.title}" for each in chosen]
    return lines if len(lines) > 1 else []


def _characteristics(answers: Answers, library: Library) -> list[str]:
    chosen = answers.characteristics
    lines = [
        "",
        "kenmerken:" if chosen else "# kenmerken:                # zet aan wat bij u speelt",
    ]
    for each in library.characteristics.values():
        if each.parts and not set(each.parts) & set(answers.parts):
            continue
        sign = "  " if each.id in chosen else "#  "
        lines.append(f"{sign}- {each.id}{_padded(each.id)}# {each.title}")
    return lines


def _padded(word: str) -> str:
    return " " * max(2, 30 - len(word))


_EXAMPLES = """\
# norm:
#   versie_bevestigd_op: 12-10-2026        # nagegaan bij NEN of de certificerende instelling
#   certificerende_instelling: Certificatie Voorbeeld B.V.

# diensten:                        # de soort bepaalt klachtroute, toezicht en bewaartermijn
#   - {naam: Spreekuur geldzaken, onderdeel: 138, soort: algemene voorziening}

# locaties:
#   - {naam: Hoofdkantoor, adres: "Lindelaan 1, 1234 AB Lindestad"}
#   - {naam: De Haven, geheim: ja}  # komt in geen enkel document

# rollen:                          # hoe functies bij u heten; namen staan alleen op de rollenlijst
#   bestuurder: {functie: directeur-bestuurder, personen: [A. Visser]}

# missie: |
#   Iedereen doet mee en kan op iemand rekenen.

# documentbeheer:
#   goedkeurder: bestuurder
#   herziening: 24 maanden

# huisstijl:
#   logo: linde/logo.png
#   kleuren: {primair: "#0F6B5C", accent: "#E0893B"}
#   lettertypen: {koppen: Calibri, tekst: Calibri}
""".splitlines()
