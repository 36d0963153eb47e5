"""A text → does it hold a point on the map of the Netherlands, or a link to one.

People copy a place as degrees, from a link of a map, as the metres of the Dutch grid, or in the
words and letters that stand for it. Numbers count only where they lie in the Netherlands, and few
digits only beside a sign, a letter or a word that makes degrees of them.

Sources: RFC 5870 (geo:), the Open Location Code specification (plus codes), the bounds of RD as
the Dutch land registry gives them: x from 0 to 300, y from 300 to 625 kilometres.
"""

import re
from functools import lru_cache

_LATITUDE, _LONGITUDE = r"(?<!\d)\+?5[0-3]", r"(?<!\d)\+?0{0,2}[3-7]"
_FIRST = r"(?<!\d[.,])"  # not the end of a longer number
_FINE = r"[.,]\d{4,15}(?!\d)"  # degrees to about ten metres: no amount has so many decimals
_ROUGH = r"[.,]\d{1,15}(?!\d)"
_BETWEEN = r"(?:%2C|%20|![1-9]d|[^\d%]){1,40}?"  # ", ", "/", "&mlon=", "!4d", "° N, "
_NORTH, _EAST = r"(?:n\.?b\.?|n|noord\w*|north)", r"(?:o\.?l\.?|e|o|oost\w*|east)"
_BREADTH, _LENGTH = r"(?:lat(?:itude)?|breedte\w*)", r"(?:lon(?:g|gitude)?|lng|lengte\w*)"
_SIGN = r"\s?[°º˚]"
_MINUTES = rf"(?:{_SIGN}|\s?graden)\s?[0-5]?\d(?![\d°º˚])"
_EASTING, _NORTHING = (
    r"(?<![\d.,])[12]?\d{2}\.?\d{3}(?:[.,]\d{1,3})?(?![\d])",
    r"(?<![\d.,])[3-6]\d{2}\.?\d{3}(?:[.,]\d{1,3})?(?![\d])",
)
_CODE = "[23456789CFGHJMPQRVWX]"  # the letters and digits of a plus code
_WORDS = r"[^\W\d_]{3,30}(?:\.[^\W\d_]{3,30}){2}(?![\w.])"

_FOLDED = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_FIRST}{_LATITUDE}{_FINE}{_BETWEEN}{_LONGITUDE}{_FINE}",
        rf"{_FIRST}{_LONGITUDE}{_FINE}{_BETWEEN}{_LATITUDE}{_FINE}",
        # 52.3° N, 4.8° O
        rf"{_FIRST}{_LATITUDE}{_ROUGH}{_SIGN}.{{0,14}}?{_LONGITUDE}{_ROUGH}{_SIGN}",
        # 52.3N 4.8E, and N 52.3 E 4.8
        rf"{_FIRST}{_LATITUDE}{_ROUGH}\s?{_NORTH}\b.{{0,6}}?{_LONGITUDE}{_ROUGH}\s?{_EAST}\b",
        rf"\b{_NORTH}\s?{_LATITUDE}{_ROUGH}.{{0,6}}?\b{_EAST}\s?{_LONGITUDE}{_ROUGH}",
        rf"\b{_BREADTH}\W{{0,4}}{_LATITUDE}{_ROUGH}.{{0,6}}?\b{_LENGTH}\W{{0,4}}{_LONGITUDE}{_ROUGH}",
        # 52°22'12.3"N 4°53'42.1"O
        rf"{_FIRST}{_LATITUDE}{_MINUTES}.{{0,40}}?{_LONGITUDE}{_MINUTES}",
        rf"\bx\s?[:=]?\s?{_EASTING}.{{1,12}}?\by\s?[:=]?\s?{_NORTHING}",
        rf"\b(?:rd|rijksdriehoek\w*|epsg:28992)\b\D{{1,30}}{_EASTING}\D{{1,8}}{_NORTHING}",
        rf"(?<![:\w/])///{_WORDS}",
        rf"\b(?:w3w\.co|what3words\.com)/{_WORDS}",
        r"\b(?:goo\.gl/maps|maps\.app\.goo\.gl|osm\.org/go|geohash\.org|g\.page|plus\.codes)/\w",
        r"\bgoogle\.\w+/maps/(?:place|dir|@|\?)|\bmaps\.(?:google|apple)\.\w+/\S*[?&](?:q|ll|cid)=",
    )
)
_EXACT = tuple(
    re.compile(form)
    for form in (
        rf"(?<!\w)9F[2-5][5-9]{_CODE}{{4}}(?:\+|%2B){_CODE}{{2,3}}(?!\w)",
        # A short one counts with the name of its place, "V8X+2Q Amsterdam".
        rf"(?<![\w+])(?=[2-9]*[CFGHJMPQRVWX]){_CODE}{{4}}\+{_CODE}{{2,3}},?\s[A-Z][a-z]",
    )
)


@lru_cache(maxsize=4096)
def holds_point(text: str) -> bool:
    """Tell whether `text` holds a point on the map of the Netherlands, or a link to one."""
    return any(form.search(text) for form in (*_FOLDED, *_EXACT))
