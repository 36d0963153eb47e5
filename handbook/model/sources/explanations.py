"""What each key of own content means, and where it lands in the documents; for page and editor."""

from collections.abc import Mapping

# What is the same in every record.
_COMMON: Mapping[str, tuple[str, str]] = {
    "id": ("De naam waaronder andere teksten het noemen. Kies hem één keer.", ""),
    "wanneer": ("Voor wie dit geldt; zonder deze sleutel voor iedereen.", ""),
    "dekt": ("De onderwerpen van de norm die hier zijn uitgewerkt.", "kruistabel (KH-02)"),
    "wet": ("Het id van een wet uit wetten.yaml.", "grondslag, wettenlijst van het handboek"),
    "artikelen": ("De artikelen van die wet, met hun nummer.", "achter de naam van de wet"),
    "geldt_vanaf": ("De eerste dag waarop dit geldt; daarvoor staat het nergens.", ""),
    "geldt_tot": ("De eerste dag waarop dit niet meer geldt; vanaf dan staat het nergens.", ""),
    "overgenomen_van": ("Van welke tekst uit de bibliotheek dit een kopie is.", ""),
}
# By the class of the record, the key, what it means and where it lands.
EXPLANATIONS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "Procedure": {
        "id": ("De code: letters, een streepje, twee of drie cijfers.", "bestandsnaam, code"),
        "soort": ("Wat voor document het is.", "kop, overzicht"),
        "titel": ("De titel.", "kop, overzicht, lijsten"),
        "groep": ("Primair proces of organisatieproces.", "lijst van procedures in het handboek"),
        "thema": ("Waar het bij hoort, zoals toegang of veiligheid.", "volgorde van lijsten"),
        "aanleiding": ("Waarom het document er is: wet, norm of praktijk.", ""),
        "doel": ("Wat u ermee wilt bereiken, in één zin.", "onder de titel"),
        "toepassing": ("Wanneer en voor wie het geldt.", "Wanneer"),
        "eigenaar": ("De rol die het document bijhoudt.", "kop, overzicht, rolkaart"),
        "raadplegen": ("Rollen die meedenken.", "Wie"),
        "informeren": ("Rollen die het moeten weten.", "Wie"),
        "termijnen": ("Hoe lang iets mag duren.", "Termijnen, lijst van termijnen"),
        "stappen": ("Wie wat doet, op volgorde.", "Stappen, rolkaarten"),
        "bijzonderheden": ("Wat er voor één onderdeel of activiteit bij komt.", "Bijzonderheden"),
        "grondslag": ("Waar het document op steunt.", "Grondslag"),
        "indicatoren": ("Wat u meet, en waar u naar streeft.", "Indicatoren"),
        "risicos": ("Wat mis kan gaan, en wat u ertegen doet.", "Risico's"),
        "formulieren": (
            "De formulieren die erbij horen; zij komen dan mee.",
            "Formulieren, met een link",
        ),
        "verwant": ("Andere procedures om naar te kijken.", "Verwante documenten, met een link"),
        "invullen": ("Wat alleen u weet.", "Onze afspraken, vragenlijst"),
    },
    "Condition": {
        "onderdelen": ("Geldt voor een van deze onderdelen.", ""),
        "activiteiten": ("Geldt bij een van deze activiteiten.", ""),
        "kenmerken": ("Geldt bij een van deze kenmerken.", ""),
        "diensten": ("Geldt bij een dienst van een van deze soorten.", ""),
        "onderwerpen": ("Geldt zolang een van deze onderwerpen niet is uitgesloten.", ""),
        "een_van": ("Geldt als een van deze voorwaarden waar is.", ""),
        "niet": ("Geldt juist niet als dit waar is.", ""),
        "medewerkers": ("Geldt bij zoveel mensen in dienst.", "'omvang' in het profiel"),
        "omzet": ("Geldt bij zoveel euro omzet per jaar.", "'omvang' in het profiel"),
        "kinderen": ("Geldt bij zoveel kindplaatsen.", "'omvang' in het profiel"),
        "bedden": ("Geldt bij zoveel bedden.", "'omvang' in het profiel"),
        "subsidie": ("Geldt bij zoveel euro subsidie per jaar.", "'omvang' in het profiel"),
        "jeugdhulpverleners": (
            "Geldt bij zoveel mensen die jeugdhulp geven.",
            "'omvang' in het profiel",
        ),
        "zorgverleners": ("Geldt bij zoveel mensen die zorg geven.", "'omvang' in het profiel"),
    },
    "Bounds": {
        "vanaf": ("Geldt vanaf dit aantal.", ""),
        "tot": ("Geldt tot dit aantal; het aantal zelf hoort er niet bij.", ""),
    },
    "Deadline": {
        "wat": ("Waarvoor de termijn geldt.", "Termijnen"),
        "termijn": ("Hoe lang, zoals '5 werkdagen'.", "Termijnen; in een zin als {{ termijn.id }}"),
        "aard": ("wet, afspraak of eigen; alleen een eigen termijn is te kiezen.", "Termijnen"),
        "bron": ("Waar een afspraak staat, zoals de subsidiebeschikking.", "Termijnen"),
        "nagaan": ("Wat er niet zeker aan is.", "[na te gaan] in plaats van de termijn"),
        "zonder": ("Wat er dan staat, zoals 'zo snel mogelijk'.", "in plaats van de termijn"),
        "nagegaan": ("Wie het opzocht, wanneer en waar.", ""),
    },
    "MadeFrom": {
        "item": ("Het id van die tekst.", ""),
        "op": ("Wanneer u hem overnam of voor het laatst vergeleek.", ""),
        "som": ("Het kenmerk van die tekst zoals hij toen was; het programma geeft het.", ""),
        "som_wet": ("Het kenmerk van wat daarin op een wet rust.", ""),
    },
    "Check": {
        "door": ("Wie het naging.", ""),
        "op": ("Wanneer.", ""),
        "bron": ("Waar het staat.", ""),
        "uitkomst": ("Wat er staat, als dat anders is.", ""),
    },
    "Step": {
        "rol": ("De rol die de stap doet.", "kolom Wie, rolkaart"),
        "actie": ("Wat zij doet, in de gebiedende wijs.", "kolom Wat, rolkaart"),
        "registratie": (
            "Waar zij het vastlegt, zoals een formulier.",
            "kolom Vastlegging",
        ),
        "wet": ("De wet die de stap vraagt; dan blijft zij bij elke uitsluiting.", ""),
    },
    "Particular": {"tekst": ("Wat er voor deze groep anders is.", "Bijzonderheden")},
    "Ground": {"tekst": ("De grondslag in woorden, als het geen wet is.", "Grondslag")},
    "Indicator": {
        "naam": ("Wat u meet.", "Indicatoren"),
        "streef": ("De waarde waar u naar streeft.", "Indicatoren"),
    },
    "ProcedureRisk": {
        "risico": ("Wat er mis kan gaan.", "Risico's"),
        "maatregel": ("Wat u ertegen doet.", "Risico's"),
    },
    "OpenField": {
        "naam": ("Hoe het veld heet.", "[invullen: naam]"),
        "vraag": ("De vraag die het stelt.", "vragenlijst"),
        "voorbeeld": ("Een antwoord als voorbeeld.", "vragenlijst"),
    },
    "Form": {
        "id": ("De code, zoals EF-01.", "bestandsnaam, code"),
        "soort": (
            "formulier, of register als het een lijst over langere tijd is.",
            "kop, overzicht",
        ),
        "titel": ("De titel.", "kop, overzicht, lijsten"),
        "doel": ("Waar het voor is.", "onder de titel"),
        "bewaren": ("Hoe lang u het bewaart.", "Over dit formulier"),
        "eigenaar": ("De rol die het bijhoudt; anders die van de eerste procedure.", "kop"),
        "velden": ("Wat er wordt ingevuld.", "de regels van het formulier"),
    },
    "FormField": {
        "naam": ("Wat ernaast staat.", "linkerkolom"),
        "type": ("Wat voor veld het is, zoals datum of keuze.", "rechterkolom"),
        "verplicht": ("ja: het moet worden ingevuld.", "een sterretje"),
        "opties": ("Waaruit te kiezen is.", "de keuzelijst"),
        "toelichting": ("Hulp bij het invullen.", "onder de naam"),
    },
    "ChapterHead": {
        "titel": ("De titel van het hoofdstuk.", "kop, inhoudsopgave"),
        "niveau": ("1 is een hoofdstuk, 2 een paragraaf, 3 een stuk daarin.", "kop"),
        "bijlage": ("ja: het komt achterin.", "bijlagen"),
        "invullen": ("Wat alleen u weet.", "op zijn plek in de tekst, vragenlijst"),
    },
    "Roles": {"rollen": ("De rollen.", "")},
    "Role": {
        "id": ("De naam in stappen en in het profiel.", ""),
        "functie": (
            "Hoe de functie heet; in het profiel te veranderen.",
            "elke zin met {{ rol.id }}",
        ),
        "meervoud": ("Het meervoud.", "zinnen over meer mensen"),
        "lidwoord": ("de of het.", "zinnen"),
        "taak": ("Wat zij doet, in één zin.", "lijst van functies, rolkaart"),
        "per_onderdeel": ("Een andere naam waar alleen dat onderdeel is.", "zinnen"),
    },
    "Terms": {
        "termen": ("Woorden die per onderdeel anders zijn.", ""),
        "woorden": ("Zelfstandige naamwoorden met lidwoord en meervoud.", ""),
        "werkwoorden": ("Werkwoorden die op wij volgen.", ""),
    },
    "Term": {
        "id": ("De naam van de open plek, zoals persoon in {{ persoon }}.", "zinnen"),
        "meervoud": ("De naam van de open plek voor het meervoud.", "zinnen"),
        "verzamelnaam": ("Het woord waar een tekst voor meer onderdelen is.", "zinnen"),
        "per_onderdeel": ("Het woord per onderdeel.", "zinnen"),
    },
    "Word": {
        "woord": ("Het woord.", "zinnen; te kiezen bij woordkeuze"),
        "meervoud": ("Het meervoud.", "zinnen"),
        "lidwoord": ("de of het.", "zinnen"),
    },
    "Verb": {
        "meervoud": ("Zoals in 'wij bevestigen'.", "zinnen"),
        "enkelvoud": ("Zoals in 'De Linde bevestigt'.", "zinnen"),
    },
    "Proposals": {
        "belanghebbenden": (
            "Voorstellen voor belanghebbenden.",
            "handboek, als het profiel er geen heeft",
        ),
        "risicos": ("Voorstellen voor risico's.", "handboek, als het profiel er geen heeft"),
        "doelen": ("Voorstellen voor doelen.", "handboek, als het profiel er geen heeft"),
    },
    "ProposedStakeholder": {
        "naam": ("Wie.", "tabel van belanghebbenden"),
        "verwacht": ("Wat die van u verwacht.", "tabel van belanghebbenden"),
        "aanpak": ("Hoe u daaraan voldoet.", "tabel van belanghebbenden"),
    },
    "ProposedRisk": {
        "risico": ("Wat er mis kan gaan.", "tabel van risico's"),
        "kans": ("laag, midden of hoog.", "tabel van risico's"),
        "gevolg": ("laag, midden of hoog.", "tabel van risico's"),
        "maatregel": ("Wat u eraan doet.", "tabel van risico's"),
        "eigenaar": ("De rol die ervoor zorgt.", "tabel van risico's"),
    },
    "ProposedGoal": {
        "doel": ("Wat u wilt bereiken.", "tabel van doelen"),
        "meten": ("Waaraan u dat ziet.", "tabel van doelen"),
        "eigenaar": ("De rol die ervoor zorgt.", "tabel van doelen"),
    },
    "Laws": {
        "wetten": ("De wetten, codes en afspraken.", ""),
    },
    "Law": {
        "naam": ("Hoe zinnen haar noemen.", "zinnen, wettenlijst"),
        "voluit": ("De volledige naam.", "wettenlijst"),
        "soort": ("wet, besluit, regeling, code, cao of afspraak.", "wettenlijst"),
        "waarover": ("Wat zij voor u betekent, in één zin.", "wettenlijst"),
        "nagaan": ("Wat er als geheel niet zeker aan is.", "wettenlijst, met [na te gaan]"),
        "artikelen": ("De artikelen waar teksten naar verwijzen.", "wettenlijst"),
        "gewijzigd": ("Wat er veranderde, en wat dit handboek ermee doet.", "wetswijzigingen"),
        "geldt_vanaf": ("De eerste dag waarop zij geldt; tot dan staat dat erbij.", "wettenlijst"),
        "geldt_tot": ("De eerste dag waarop zij niet meer geldt; dat staat erbij.", "wettenlijst"),
    },
    "Article": {
        "nr": ("Het nummer van het artikel.", "achter de naam van de wet"),
        "over": ("Waar het over gaat.", "wettenlijst"),
        "gelezen": ("Hoe het artikel in de tekst van de wet is nagelezen.", "wettenlijst"),
        "zekerheid": ("Zonder 'gelezen': hoog wordt gedrukt, anders komt er een merk.", ""),
        "bron": ("Zonder 'gelezen': waar u het las.", ""),
        "nagegaan": ("Wie het opzocht, wanneer en waar.", ""),
    },
    "Reading": {
        "lezing": ("Wat u las: tekst, een deel, een oudere tekst of een samenvatting.", ""),
        "bron": ("Het adres van de officiële tekst.", ""),
        "versie": ("Welke versie, zoals 2026-07-01.", ""),
        "op": ("De dag waarop het is gelezen.", ""),
        "zegt": ("Wat er staat, in uw eigen woorden.", ""),
        "taal": ("nl of en; een EU-verordening geldt in elke taal.", ""),
    },
    "Amendment": {
        "per": ("Vanaf wanneer, in woorden.", "wetswijzigingen"),
        "geldt_vanaf": ("De dag; tot die dag staat het bij wat is aangekondigd.", ""),
        "aangekondigd": ("ja als het nog niet geldt en de dag niet bekend is.", "wetswijzigingen"),
        "wat": ("Wat er veranderde.", "wetswijzigingen"),
        "hier": ("Wat dit handboek ermee doet.", "wetswijzigingen"),
        "zekerheid": ("Hoe zeker het is.", ""),
    },
    "Glossary": {"begrippen": ("De begrippen.", "")},
    "Explanation": {
        "begrip": ("Het woord.", "begrippenlijst, als een tekst het gebruikt"),
        "ook": ("Andere woorden voor hetzelfde.", "begrippenlijst"),
        "uitleg": ("Wat het betekent.", "begrippenlijst"),
    },
    "ServiceKinds": {"dienstsoorten": ("De soorten diensten.", "")},
    "ServiceRules": {
        "soort": ("De soort dienst, zoals in het profiel.", "tabel van diensten"),
        "uitleg": ("Wat die soort is.", "handboek"),
        "klacht": ("Waar iemand met een klacht terechtkan.", "klachten"),
        "toezicht": ("Wie toezicht houdt.", "handboek"),
        "calamiteit": ("Waar een calamiteit wordt gemeld.", "calamiteiten"),
        "registratie": ("Wat u vastlegt.", "registraties"),
        "bewaren": ("Hoe lang u het bewaart.", "registraties"),
    },
}


def explanation(record: str, key: str) -> tuple[str, str]:
    """Return what `key` of `record` means and where it lands; "" where nothing is told."""
    return EXPLANATIONS.get(record, {}).get(key) or _COMMON.get(key, ("", ""))
