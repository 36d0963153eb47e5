"""A document under construction: each relationship once, found without a walk along all others."""

from handbook.word.package.package import MAIN, Relation
from handbook.word.writing.draft import Draft
from handbook.word.writing.styles import read_stylesheet


class Target(str):
    """The target of a relationship; it counts how often one is compared with another."""

    __slots__ = ()
    compared = 0

    def __eq__(self, other: object) -> bool:
        Target.compared += 1
        return str.__eq__(self, other) is True

    __hash__ = str.__hash__


def draft() -> Draft:
    return Draft(sheet=read_stylesheet({}), links={}, item="PP-01", text_width=9000)


def test_an_arrow_is_laid_once_in_each_part_and_numbers_count_on_there() -> None:
    made = draft()
    asked = [("hyperlink", "https://a.nl", True), ("image", "media/a.png", False)]
    first = [made.relate(kind, target, external=out) for kind, target, out in (*asked, asked[0])]
    made.part = "word/header1.xml"
    again = made.relate("image", "media/a.png")
    assert (first, again) == (["rIdBlok1", "rIdBlok2", "rIdBlok1"], "rIdBlok1")
    picture = Relation(id="rIdBlok2", kind="image", target="media/a.png", external=False)
    link = Relation(id="rIdBlok1", kind="hyperlink", target="https://a.nl", external=True)
    assert made.relations == {
        MAIN: [link, picture],
        "word/header1.xml": [Relation(id="rIdBlok1", kind="image", target="media/a.png")],
    }


def test_a_document_of_many_links_compares_each_with_itself_alone() -> None:
    made, many = draft(), 2_000
    Target.compared = 0
    for _ in range(2):
        for number in range(many):
            made.relate("hyperlink", Target(f"https://a.nl/{number}"), external=True)
    assert len(made.relations[MAIN]) == many
    assert Target.compared <= 3 * many
