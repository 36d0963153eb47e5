"""What kind of Word file a package says to be: its name may end in .docx all the same."""

from collections.abc import Iterator, Mapping
from contextlib import suppress

from handbook.word.package.markup import parse
from handbook.word.package.package import TYPES
from handbook.word.template_language.expressions import Fault

_MAIN = ".main+xml"
_MACROS = ("vbaproject.bin", "vbadata.xml")
_AS_DOCUMENT = "Open het in Word en bewaar het als Word-document (.docx)."


def kind_faults(parts: Mapping[str, bytes]) -> Iterator[Fault]:
    """Yield why a file is no ordinary document: a template, or one with macros or made for them.

    Each type that is written there counts: where two are given for one part, each reader may take
    another. A file with macros that lies in a document as an object is no fault here.
    """
    kinds = set[str]()
    with suppress(KeyError, ValueError):  # whoever reads the texts of the file tells that
        kinds = {each.get("ContentType", "").casefold() for each in parse(parts[TYPES]).iter("*")}
    mains = {each for each in kinds if each.partition(";")[0].strip().endswith(_MAIN)}
    if any("macroenabled" in each for each in mains):
        what = "dit is een document of sjabloon met macro's (.docm of .dotm)"
        yield Fault("HB320", what, f"{_AS_DOCUMENT} Dan blijven de macro's achter.")
    elif any(".template" in each for each in mains):
        yield Fault("HB320", "dit is een sjabloon (.dotx), en geen document", _AS_DOCUMENT)
    if any(part.casefold().endswith(_MACROS) for part in parts):
        yield Fault("HB312", "hier zitten macro's in", _AS_DOCUMENT)
