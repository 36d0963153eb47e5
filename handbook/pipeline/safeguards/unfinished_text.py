"""What is left to do in a finished document, in the words of a message: HB464 to HB469."""

from collections.abc import Mapping
from typing import Literal

from handbook.inspection.unfinished_text import Left

Weight = Literal["fout", "let op"]

LEFT: Mapping[Left, tuple[str, Weight, str, str, str]] = {
    "open veld": (
        "HB464",
        "let op",
        "open veld",
        "open velden",
        "Geef het antwoord in het profiel bij 'invullen' en bouw opnieuw, of vul het in Word in.",
    ),
    "tag": (
        "HB465",
        "fout",
        "tag van een sjabloon",
        "tags van een sjabloon",
        "Herstel het sjabloon of de eigen tekst en bouw opnieuw.",
    ),
    "schrijver": (
        "HB466",
        "let op",
        "tekst voor de schrijver",
        "teksten voor de schrijver",
        "Vervang de tekst, of haal haar weg.",
    ),
    "voorstel": (
        "HB468",
        "let op",
        "voorstel in de tekst",
        "voorstellen in de tekst",
        "Neem in het profiel op wat voor u geldt; dan verdwijnt het kader.",
    ),
    "nagaan": (
        "HB469",
        "let op",
        "passage die nog is na te gaan",
        "passages die nog zijn na te gaan",
        "Ga na of het klopt en leg vast wie dat deed.",
    ),
}
"""By kind: code, weight, the word for one, the word for more, and how to mend it."""
