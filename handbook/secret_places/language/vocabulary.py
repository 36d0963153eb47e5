"""The Dutch words that names and addresses are made of, and what shops, people and streets share.

All of them as `folding.folded` gives them: small letters, no accents.
"""

import re
from collections.abc import Container


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
# Everyday speech as well, and rarer: with a capital in the middle of a sentence, a name.
EVERYDAY = _words(
    "aandacht aanpak aanval aanzien achterom adem anker arm baan bakkerij balkon band bank bed "
    "bedden begin beloop bescherming beschut beschutting bewaring bezinning bijstand binnen "
    "binnenhof blik boek bolster bootje bord bouwsteen brandpunt brede bries buiten buitenkans "
    "centrum cirkel coulisse dagen daken dialoog dichtbij doel doen doorgang doorkijk draad draai "
    "draak dreef drempel drie driesprong duo eendracht eenheid eerste einde energie enter etage "
    "evenwicht fontein formule fundament gang gast gastvrij geborgen geborgenheid gedachte geduld "
    "gelegenheid gelijk geluk gezin gilde glas gloed golf grens grond haak haal hal halfweg "
    "harmonie hart harten hecht heerd hem hof houvast huiskamer hulp hut huur initiatief "
    "inspiratie kaap kamer kamers kelder kentering kerk keuken kiem kiezel kind kinderen klank "
    "klim knoop koers kom kop kort krijt kruis kruispunt kwaliteit ladder lading landing leer "
    "leven lift lijn lijst link lucht luik luwte maat makker matras meerpaal meeting mikpunt moed "
    "moeder moment morgen motief mouw nieuws nood noot open opening oplossing opmaat orde "
    "overeind overkant paal paar paraplu pas passie pauze peiler perspectief pijler pit plaats "
    "plank plek ploeg plus podium portaal portiek prik punt raad rank rede regel rek ring ritme "
    "rits rond rots rug ruggensteun ruim samen schaal schaduw schans scharnier schild schoot "
    "serre singel sleutel slinger smederij solidair spoed spoor sprong stad stam stand station "
    "steek steen steun steunpilaar stilte stoep straat straatweg streep streven strook struik "
    "support talent team thuishaven tijd toegang toeverlaat toren touw traject trede trein trots "
    "uitweg uur vader vallei vangnet vast vaste veranda verbinding vergezicht vertrek vertrouwen "
    "vier vijf vijver visie vleug vloed vloer voordeur voorspoed vooruitgang vorm vrijplaats "
    "vrouw vrouwen vuist waard waarde waarden warm weer weerklank wende werk werkplaats wijs "
    "wijzer wissel woon woord zaad zaak zacht zelfstandig zes zeven zicht zijde zin zitting "
    "zolder zorg zorgzaam zwerver"
)
# Words that ordinary sentences are held together with.
SMALL = JOINING | _words(
    "af al alle alles als ben bent binnen buiten daarna dan dat deze die dus eens eerst elk elke "
    "er ga gaan gaat geeft geen haar had hadden heb hebben heeft hem hen hoe iemand iets ik kan "
    "kom komt kunnen maar me mede mee meer men met mij moet na nee nog nooit nu ook op rond sinds "
    "tegen terug toch toe toen tussen u uw vaak veel via vol vooral waar wat we weer weg wel wie "
    "wil worden wordt ze zelf zich zo zoals zou"
)
_PARTICLES = (
    "achter|aan|af|bij|binnen|boven|buiten|door|in|mede|mee|met|na|om|onder|on|ont|op|over|samen|"
    "tegen|ter|terug|toe|tussen|uit|vast|ver|vol|voor|vooruit|vrij|weer|be|ge|her"
)
_MADE = re.compile(rf"(?:{_PARTICLES})(?P<rest>[a-z]{{3,}})")
# How the name of a street ends.
STREET_ENDS = (
    *(
        "straat",
        "str",
        "laan",
        "weg",
        "plein",
        "singel",
        "gracht",
        "kade",
        "dijk",
        "dreef",
        "steeg",
    ),
    *(
        "pad",
        "hof",
        "plantsoen",
        "park",
        "boulevard",
        "ring",
        "wal",
        "markt",
        "kamp",
        "veld",
        "erf",
    ),
    *("hoek", "baan", "brink", "akker", "dam", "haven", "oord", "tuin", "donk", "horst", "berg"),
    *("burg", "kant", "zijde", "plaats", "poort", "brug", "sluis", "stein", "rode", "wei", "weide"),
)
# What an address says that names neither street nor house.
NO_HOUSE = _words(
    "achter achteringang achterom adres adressen app appartement begane beletage belgie "
    "benedenwoning bezoek bezoekadres bg boven bovenwoning brabant deur drenthe duitsland eerste "
    "en entree etage flevoland friesland gelderland gelijkvloers grond groningen hoek holland "
    "hoofdingang hoog hs huis huisno huisnr huisnummer ingang kamer lift limburg links locatie "
    "naast nabij nederland no noord noordbrabant noordholland nr nrs nummer nummers onbekend "
    "ongenummerd overijssel portiek post postadres provincie rechts souterrain straat te "
    "tegenover toevoeging unit utrecht verd verdieping vestiging vestigingsadres voor voordeur "
    "woonadres z zeeland zijingang zn zonder zuid zuidholland"
)
# What stands where an address belongs and is none, close together.
NO_ADDRESS = _words(
    "afgeschermd bekend bijdirectiebekend bijdegemeentebekend bekendbijdedirectie geheim "
    "geheimadres nietbekend nietopgenomen nvt onbekend opaanvraag vertrouwelijk volgt wisselend "
    "wordtnietvermeld"
)
# What a number behind that of the house tells: "Kerkstraat 12, appartement 3".
DOOR_PARTS = _words(
    "afdeling app appartement apt beganegrond bel blok box bus busnummer complex deur etage flat "
    "gang gebouw groep hoog huis ingang kamer kantoor kavel lokaal paviljoen perceel poort portiek "
    "ruimte sector studio suite toegang toren trap unit vak verdieping vleugel winkel woning zaal"
)
# Towns that everybody knows, close together, and those with two names.
FAR_TOWNS = _words(
    "alkmaar almelo almere amersfoort amstelveen amsterdam apeldoorn arnhem assen bergenopzoom "
    "breda delft denbosch denhaag denhelder deventer doetinchem dordrecht drachten ede eindhoven "
    "emmen enschede goes gorinchem gouda groningen haarlem harderwijk heerenveen heerlen helmond "
    "hengelo hilversum hoofddorp hoogeveen hoorn kampen leeuwarden leiden lelystad maastricht "
    "meppel middelburg nieuwegein nijmegen oss purmerend roermond roosendaal rotterdam schiedam "
    "sgravenhage shertogenbosch sittard sneek spijkenisse terneuzen tiel tilburg utrecht "
    "veenendaal venlo vlaardingen vlissingen waalwijk weert winschoten winterswijk woerden "
    "zaandam zaanstad zeist zoetermeer zutphen zwolle"
)
SAME_TOWN = {
    "denhaag": ("sgravenhage",),
    "sgravenhage": ("denhaag",),
    "denbosch": ("shertogenbosch",),
    "shertogenbosch": ("denbosch",),
}
# What documents number themselves: "Stap 3", "binnen 3 maanden".
NUMBERED = _words(
    "artikel bijlage binnen bladzijde deel fase figuur groep hoofdstuk lid niveau onderdeel pagina "
    "paragraaf punt ronde stap tabel taak vanaf versie voor vraag week"
)
# What tells one street from another with the same name.
TURNED = _words(
    "1e 1ste 2e 2de 3e 3de 4e "
    "achter binnen buiten derde eerste groot grote hoge hoog klein kleine kort korte laag lage "
    "lang lange nieuw nieuwe noord noordelijke noorder oost oostelijke ooster oud oude tweede "
    "vierde voor west westelijke wester zuid zuidelijke zuider"
)
# What stands behind a house number and belongs to it: "118 bis", "118 rood".
SUFFIXES = _words("i ii iii iv v bis hs boven beneden rood zwart")
# What a number tells when it is none of a house, of time and the like: "14 mei", "14,50 euro".
MEASURED = _words(
    "januari februari maart april mei juni juli augustus september oktober november december jan "
    "feb mrt apr jun jul aug sep sept okt nov dec uur uren minuten seconden dag dagen week weken "
    "maand maanden jaar jaren jarige jarigen jr keer maal euro eur cent procent graden meter km m2 "
    "kilometer kg liter pagina bladzijden edities editie"
)
# And what it counts: "14 bedden".
COUNTED = MEASURED | _words(
    "stuks mensen personen clienten bewoners vrouwen mannen kinderen jongeren gezinnen ouders "
    "medewerkers vrijwilligers deelnemers bezoekers gasten leden teams fte plaatsen plekken bedden "
    "kamers woningen appartementen huizen kramen pers parkeerplaatsen moeders stoelen "
    " locaties stappen punten vragen artikelen"
)
# How a street ends after which no family is called.
ROADS = ("straat", "weg", "laan", "plein", "singel", "gracht", "steeg", "plantsoen", "boulevard")
# What people do, as it stands where the name of one belongs: "Coördinator Zwaluwnest".
_FUNCTIONS = _words(
    "afdeling allen arts balie begeleiding behandeling bestuur bewoner bewoners bhv chef client "
    "clienten coach collega collegas dienst directie diverse eerste gast gasten groep hoofd "
    "hulp kantoor kok leiding locatie meldpunt mentor nacht nachtdienst oproep personeel ploeg "
    "post receptie secretariaat staf stagiair stagiaire team telefoon vrijwilliger "
    "vrijwilligers zorg"
)
_FUNCTION_ENDS = tuple(
    sorted(
        _words(
            "administratie adviseur assistent assistente begeleider begeleiders begeleiding "
            "begeleidster beheer beheerder bestuurder beveiliger beveiliging concierge "
            "consulent contactpersoon coordinatie coordinator dienst directeur directrice "
            "functionaris gastheer gastvrouw hoofd huismeester hulp kantoor leider leidster "
            "manager medewerker medewerkers medewerkster planner portier psycholoog receptie "
            "receptionist receptioniste regisseur schoonmaak schoonmaker secretaresse "
            "kracht nummer vacature teamlid huisarts zuster vacant wisselend "
            "secretaris team verpleegkundige vertrouwenspersoon verzorgende voorzitter wacht "
            "werker werkers werkster"
        )
    )
)
_STEM = 2  # letters at least before the end of a street
_LONGEST = 40  # letters of a word of everyday speech
_PART = 3  # letters of a word in another, and less


def everyday(word: str, library: Container[str] = ()) -> bool:
    """Tell whether `word` is everyday speech: known as such, or made of it ("door-start").

    Two words that `library`, the words of its texts, holds make one as well: "noodbedden".
    """
    if word in EVERYDAY or word in ORDINARY or word in library or word in SMALL:
        return True
    match = _MADE.fullmatch(word)
    if match and any(match["rest"] in known for known in (EVERYDAY, ORDINARY, library)):
        return True
    return len(word) <= _LONGEST and any(
        word[:at] in library and word[at + len(link) :] in library
        for at in range(_PART, len(word) - _PART)
        for link in ("", "s", "en")
        if word.startswith(link, at) and len(word) - at - len(link) > _PART
    )


def is_function(word: str) -> bool:
    """Tell whether `word` is what somebody does, or a group of people: "nachtwacht", "team"."""
    return word in _FUNCTIONS or word.endswith(_FUNCTION_ENDS)


def ends_as_street(word: str) -> bool:
    """Tell whether `word` is the name of a street that says so itself: "kerkstraat"."""
    return word[_STEM:].endswith(STREET_ENDS)
