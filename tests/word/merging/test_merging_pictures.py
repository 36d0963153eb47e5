"""What she set on a picture of ours, its description, size and cut, stays when it is renewed."""

import pytest
from word.merging.material import MAIN, body, merged, said, typed
from word.merging.wordsim import save
from word.specimen import parts

from handbook.word.merge import Merged, with_base
from handbook.word.package.package import Relation, add_relations, pack, read, relations
from handbook.word.reading.lint import lint

RELS = "word/_rels/document.xml.rels"
SPOT = "Een grafiek van de meldingen"
SIZE = 'cx="3600000" cy="1800000"'
HER_SIZE = 'cx="1800000" cy="900000"'
CUT = '<a:srcRect l="10000"/>'
_URI = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def shown(descr: str, size: str) -> str:
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:extent {size}/><wp:docPr id="7" name="Beeld 7"'
        f' descr="{descr}"/><a:graphic><a:graphicData uri="{_URI}"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="7" name="Beeld 7"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip'
        ' r:embed="rIdP"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
        "</w:r></w:p>"
    )


def made(picture: str, descr: str = SPOT, size: str = SIZE, *more: str) -> bytes:
    """A file with a picture, which is told apart by its bytes."""
    found = parts(body("# Doel", shown(descr, size), "Wij bespreken elke melding.", *more))
    relationship = Relation(
        id="rIdP",
        kind="image",
        target="media/beeld.png",
        external=False,
    )
    found[RELS] = add_relations(found[RELS], (relationship,))
    types = found["[Content_Types].xml"]
    found["[Content_Types].xml"] = types.replace(
        b"<Override", b'<Default Extension="png" ContentType="image/png"/><Override', 1
    )
    return pack({**found, "word/media/beeld.png": picture.encode()})


def written() -> bytes:
    return pack(with_base(read(made("een"))))


def pictures(result: Merged) -> set[bytes]:
    found = read(result.data)
    names = found["word/_rels/document.xml.rels"].decode()
    return {
        data for name, data in found.items() if name.rpartition("/")[2] in names and "/m" in name
    }


@pytest.mark.parametrize(
    ("old", "new", "sign"),
    [
        (f'descr="{SPOT}"', 'descr="De meldingen per maand, u1x"', 'per maand, u1x"'),
        ('name="Beeld 7" descr', 'name="Beeld 7" title="u1x" descr', 'title="u1x"'),
        ("<a:stretch>", f"{CUT}<a:stretch>", CUT),
    ],
    ids=["description", "title", "cut"],
)
def test_what_she_set_on_a_picture_stays_when_it_is_renewed(old: str, new: str, sign: str) -> None:
    result = merged(save(typed(written(), old, new), 3), made("twee"))

    assert sign in read(result.data)[MAIN].decode()
    assert b"twee" in pictures(result)
    assert [each.kind for each in result.outcomes if each.kind != "unchanged"] == ["renewed"]
    assert said(result.data) == []
    assert lint(result.data) == lint(written())
    assert merged(result.data, made("twee")).data == result.data


def test_a_cut_that_she_took_off_stays_off_when_the_picture_is_renewed() -> None:
    def cut(data: bytes) -> bytes:
        return typed(data, "<a:stretch>", f"{CUT}<a:stretch>")

    mine = typed(pack(with_base(read(cut(made("een"))))), CUT, "")
    result = merged(mine, cut(made("twee")))

    assert CUT not in read(result.data)[MAIN].decode()
    assert b"twee" in pictures(result)


def test_a_description_that_reads_like_a_number_of_the_file_comes_in_as_it_is() -> None:
    result = merged(written(), made("twee", "rIdP"))

    assert 'descr="rIdP"' in read(result.data)[MAIN].decode()


def test_a_picture_that_comes_takes_the_place_of_none_of_hers() -> None:
    hers = {"word/media/beeld-1.png": b"haar eerste", "word/media/beeld-2.png": b"haar tweede"}
    found = read(merged(pack({**read(written()), **hers}), made("twee")).data)

    assert {name: found[name] for name in hers} == hers
    used = [each.target for each in relations(found, MAIN) if each.kind == "image"]
    assert [found[each] for each in used] == [b"een", b"twee"]


def test_the_address_of_a_link_that_comes_is_that_of_the_source() -> None:
    away = Relation(id="rIdL", kind="hyperlink", target="https://x.nl/a?b=1&c=2", external=True)
    source = read(made("een"))
    source[RELS] = add_relations(source[RELS], (away,))
    words = '<w:hyperlink r:id="rIdL"><w:r><w:t>Lees dit</w:t></w:r></w:hyperlink>'
    new = typed(pack(source), "<w:sectPr>", f"<w:p>{words}</w:p><w:sectPr>")
    found = read(merged(written(), new).data)

    [link] = [each for each in relations(found, MAIN) if each.kind == "hyperlink"]
    assert (link.target, link.external) == (away.target, True)
    assert f'r:id="{link.id}"' in found[MAIN].decode()


def test_her_size_of_a_picture_stays_when_it_is_renewed() -> None:
    mine = typed(typed(written(), SIZE, HER_SIZE), SIZE, HER_SIZE)
    result = merged(mine, made("twee"))

    assert read(result.data)[MAIN].decode().count(HER_SIZE) == 2
    assert b"twee" in pictures(result)


def test_a_picture_that_both_gave_another_size_stays_beside_the_new_one() -> None:
    mine = typed(typed(written(), SIZE, HER_SIZE), SIZE, HER_SIZE)
    result = merged(mine, made("twee", size='cx="7200000" cy="3600000"'))

    assert HER_SIZE in read(result.data)[MAIN].decode()
    assert len(said(result.data)) == 1


def test_a_new_description_that_hers_keeps_out_is_told() -> None:
    mine = typed(written(), SPOT, "Haar beschrijving")
    result = merged(mine, made("een", "De meldingen per team"))

    assert "Haar beschrijving" in read(result.data)[MAIN].decode()
    assert [e.text for e in result.outcomes if e.kind == "withheld"] == ["De meldingen per team"]


def test_a_new_description_reaches_a_picture_that_she_left_alone() -> None:
    mine = typed(written(), "elke melding", "iedere melding")
    result = merged(mine, made("een", "De meldingen per team"))

    assert "De meldingen per team" in read(result.data)[MAIN].decode()


def test_a_picture_that_was_only_saved_is_not_hers() -> None:
    mine = save(written(), 5)

    assert merged(mine, made("een")).data == mine
