"""The Dutch words that names and addresses are made of, and what shops, people and streets share.

All of them as `folding.folded` gives them: small letters, no accents.
"""

from itertools import product

from handbook.secrets.folding import words_of


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What stands before the name that matters: "Huize Zwaluwnest", "'t Zwaluwnest".
LEADING = _words(
    "afdeling blijf blijfhuis centrum crisisopvang dagopvang de den der een gebouw groep "
    "herberg het hoeve hofje hotel huis huize lijf locatie logement maatschappelijke mijn "
    "nachtopvang noodopvang opvang opvanghuis opvanglocatie pand pension safehouse steunpunt "
    "stichting t tehuis van vestiging villa vrouwenopvang woning woongroep woonhuis "
    "woonvoorziening"
)
# What joins words in a name, and says nothing alone.
JOINING = _words(
    "aan achter bij bijna boven daar de den der dit door een en ex het hier hun ieder in is je "
    "jou jouw langs met mijn na naar naast nabij niet of om onder ons onze op over s samen t "
    "te ten ter tot tussen uit van vanaf vd voor wij zijn zonder"
)
# Words of everyday speech that houses are named after; one of them alone tells nothing.
ORDINARY = _words(
    "aarde adelaar akker amandel anders anker appel ark avond baken balans basis beek berg "
    "beuk bloem bloesem boei boerderij bolder boog boom boot borg bos brink bron brug bruggen "
    "burcht buurt dageraad dak dam delta dijk dok dolfijn dorp dromen droom duif duin eden eik "
    "eikenhof eiland els engel esdoorn fakkel fort gaarde gang geel goud gouden groei groen "
    "groene haard halte hand haven heem heide hemel herfst herstel heuvel hoek hof hoop "
    "horizon ijsvogel inloop kade kans kansen kapel kasteel kei kern keten keuze klaver "
    "klooster knooppunt koepel kompas kracht krans kring kroon kruispunt kust kwartier land "
    "lantaarn leeuw lelie lente licht lichtpunt liefde linde loods lotus maan markt meer meeuw "
    "melkweg mens merel molen mozaiek muur nest nieuw nieuwe noord noorden nova oase oever "
    "olijf olm ontmoeting oost oosten oud oude overkant overstap palet parel park passage "
    "pelikaan perron phoenix plataan plein polder poort raam ree regenboog reis rivier robijn "
    "rode rood roos route ruimte rust schakel schelp schip schuilplaats sleutel spiegel spil "
    "springplank stap start steiger stek ster sterren stroom tempel terp thuis tij toekomst "
    "toevlucht toren trap tuin tuinen uil vaart veer veilig veilige veld venster viaduct vink "
    "vlam vleugel vlieger vlinder vogel vrede vredehof vriend vriendschap vrij vrije vrijheid "
    "vuur vuurtoren wal warmte water waterlelie weg weide wending wereld werf west westen "
    "wieken wiel wijk wijngaard wilg wind winter wit witte wolk wording zandloper zee zeil "
    "zicht zilver zilveren zomer zon zonnebloem zonnehof zonnestraal zonnewijzer zuid zuiden "
    "zwaan zwaluw zwart zwarte"
)
# Ways to write parts of the name of a street.
_SHORTENED: tuple[tuple[str, ...], ...] = (
    ("straat", "str"),
    ("laan", "ln"),
    ("weg", "wg"),
    ("plein", "pln"),
    ("singel", "sngl", "sgl"),
    ("gracht", "gr"),
    ("kade", "kd"),
    ("dijk", "dk"),
    ("boulevard", "blvd"),
)
_TITLES: dict[str, tuple[str, ...]] = {
    each: words
    for words in (
        ("burgemeester", "burg", "bgm"),
        ("dokter", "dr", "doctor"),
        ("professor", "prof"),
        ("meester", "mr"),
        ("dominee", "ds"),
        ("pastoor", "past"),
        ("pater", "p"),
        ("monseigneur", "mgr"),
        ("generaal", "gen"),
        ("admiraal", "adm"),
        ("koningin", "kon"),
        ("prins", "pr"),
        ("sint", "st"),
        ("ingenieur", "ir"),
        ("oude", "o"),
        ("nieuwe", "nw"),
        ("grote", "gr"),
        ("kleine", "kl"),
        ("lange", "l"),
        ("korte", "k"),
        ("van der", "vd"),
        ("eerste", "1e"),
        ("tweede", "2e"),
        ("derde", "3e"),
    )
    for each in words
}
_MOST = 64  # ways to write one street

_SMALL = words_of(
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien "
    "zestien zeventien achttien negentien"
)
_TENS = words_of("twintig dertig veertig vijftig zestig zeventig tachtig negentig")
_HUNDRED, _LARGEST = 100, 999


def ways_to_write(street: str) -> tuple[str, ...]:
    """Return the ways in which the words of `street` may be written, each close together."""
    words = street.replace("van der", "vd").split()
    if not words:
        return ()
    *first, last = words
    options = [_TITLES.get(word, (word,)) for word in first]
    options.append(_endings(last))
    ways = dict.fromkeys(("".join(words),))
    for choice in product(*options):
        ways["".join(choice).replace(" ", "")] = None
        if len(ways) >= _MOST:
            break
    return tuple(ways)


def number_words(number: int) -> tuple[str, ...]:
    """Return `number` as Dutch words close together; none for 0, 1 ("een") and from 1000."""
    if not 1 < number <= _LARGEST:
        return ()
    hundreds, rest = divmod(number, _HUNDRED)
    before = ("" if hundreds == 1 else _SMALL[hundreds]) + "honderd" if hundreds else ""
    if not rest:
        return (before,)
    return (before + _below(rest), *((f"{before}en{_below(rest)}",) if before else ()))


def _below(number: int) -> str:
    if number < len(_SMALL):
        return _SMALL[number]
    tens, ones = divmod(number, 10)
    return (f"{_SMALL[ones]}en" if ones else "") + _TENS[tens - 2]


def _endings(word: str) -> tuple[str, ...]:
    for endings in _SHORTENED:
        for ending in endings:
            stem = word.removesuffix(ending)
            if stem != word and (len(stem) > 1 or not stem):
                return tuple(stem + each for each in endings)
    return (word,)
