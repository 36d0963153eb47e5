"""How people are called: given names, the family names that most have, and those that are trades.

All of them as `folding.folded` gives them: small letters, no accents.
"""

from handbook.secret_places.language.folding import words_of

# The family names that most people in the Netherlands have.
FAMILIES = frozenset(
    words_of(
        "bakker beek berg beukers blom boer bos bosch bosman broek brouwer bruijn bruin dam dekker "
        "dijk dijkstra dongen evers gerritsen graaf groen groot haan hendriks heuvel heijden "
        "hoekstra hofman huisman jacobs jansen janssen jong jonge jonker kaya keizer kok koning "
        "koster kramer kuijpers kuiper leeuwen linden loon maas martens meer meijer meyer mulder "
        "molenaar nguyen peeters peters pol post postma prins ruiter sanders schaik scholten "
        "schouten schipper singh smeets smit smits timmermans veen velde ven verbeek verhoeven "
        "vermeer vermeulen vink visser vliet vos vries wal willems willemsen wit witte yilmaz "
        "zijlstra zanden brink driessen koch leeuw mohamed ali ahmed bouwman horst kamp veenstra"
    )
)
# Family names that also say what somebody does, or where.
TRADES = frozenset(
    words_of(
        "arts beheer coach dienst gast gasten hoofd hulp kantoor kok kracht leider leiding mentor "
        "planner portier post schoonmaker wacht werker werkers zuster zusters"
    )
)
# Given names, also those that are words.
FORENAMES = frozenset(
    words_of(
        "aaltje abdel abdul achmed ad agnes ahmed aisha aletta alex ali alice amber amina amir "
        "amy andre angela angelique anita anja ank anke ann anna anne anneke annelies annemarie "
        "annette annie anouk ans antoinette anton arie arjan arjen arno arnold astrid aukje "
        "barbara bart bas bea beatrix ben bennie bep bernard bert bianca bjorn bloem bo bob boris "
        "bram brenda britt carel carla carlijn carmen carolien catharina cees celine chantal "
        "charlotte chris christa christel christiaan christina clara cor corinne cornelia corrie "
        "daan daniel danielle david debbie demi dennis desiree dewi diana dick diederik dirk dora "
        "dorien eddy edith edwin eef eefje eline elisa elisabeth elizabeth ella ellen els elsa "
        "elsbeth emiel emily emine emma emmy eric erik erna ernst esmee esther eva evelien fatima "
        "fatma femke fenna ferry fien fleur flip floor floris fons frank frans fred freek frits "
        "gea geert geertje gerard gerda gerrit gert gijs gina greet greetje guus hanna hannah "
        "hanneke hannie hans harm harrie harry hasan hassan heidi hein helena helga helma hendrik "
        "henk hennie henriette henry herman hetty hilda hilde hugo huub ibrahim ilse ina ine "
        "ineke inge ingrid irene iris irma isa isabel ivo jaap jack jacob jacqueline jakob jan "
        "janna janneke janny jantje jasmijn jasper jelle jenny jeroen jessica jet jo johan "
        "johanna johannes john joke jolanda joop joost jordy joris jos josef josefien joseph "
        "josephine joyce judith julia juliana jurgen justin karel karim karin karlijn kasper kees "
        "kelly ken kevin kim klaas klara koen kris laila lars laura lea leen leila lena lenie leo "
        "leon leonie lia lianne lida lieke lies liesbeth lila lina linda linde lisa lisette lotte "
        "louis louise luc lucas lucia luuk maaike maarten maartje machteld madelon magda mandy "
        "manon marc marcel marga margaretha margriet maria marian marianne marieke marielle "
        "marijke marina mario marion mariska marja marjan marjolein marjon mark marleen marlies "
        "marloes marry martha martijn martin martine maud maurice max mees mehmet meike merel mia "
        "michael michel michelle mieke mien miep mila milou mira miranda mirjam mo moniek monique "
        "murat myrthe nadia nancy naomi natasja neeltje nel nelleke nico nicole niek niels nienke "
        "nina noa noor nora olga omar oscar pascal patricia patrick paul paula peter petra piet "
        "pieter pim pleun quinten rachel rachid ralph ramon rebecca reinier remco renate rene ria "
        "rianne richard rick rik rina rita rob robbert robert robin roel roelof roger roland rolf "
        "romy ron ronald roos roosje rosa rosalie rose rosemarie ruben rudi rutger ruth saar "
        "sabine sam sami samira sander sandra sanne sara sarah saskia sebastiaan selma serge "
        "sharon shirley siem sietske silvia simon simone sjaak sjoerd sofia sofie sonja sophie "
        "stefan stella sterre steven stijn storm susan suzanne sven sylvia tamara tanja teun thea "
        "theo theresia thijs thomas tim tina tineke tjeerd tom ton tonnie toon toos tristan trudy "
        "truus twan ursula valerie vera veronique victor vincent vivian vos wendy werner wessel "
        "wiebe wies wil willeke willem willemijn wilma wim wout wouter xander yara yasmin yasmina "
        "youssef yvette yvonne zoe"
    )
)
