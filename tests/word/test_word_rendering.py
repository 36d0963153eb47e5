"""The same job gives the same bytes anywhere; anything that matters changes the fingerprint."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from word.specimen import job, lines, p, parts, procedure, template
from word.two_templates import examples

from handbook.model.sources.profile import Colours, HouseStyle
from handbook.word.package.package import read
from handbook.word.reading.lint import lint
from handbook.word.rendering import render
from handbook.word.template_language.properties import CUSTOM, with_properties
from handbook.word.template_language.template_names import facts_of

pytestmark = pytest.mark.newest

BASE, _ = examples()


def test_the_gate_finds_nothing_in_what_we_make() -> None:
    assert [lint(render(each)) for each in examples()] == [(), ()]


SCRIPT = """
import hashlib
from word.two_templates import examples
from handbook.word.rendering import render
print([hashlib.sha256(render(each)).hexdigest() for each in examples()])
"""


def elsewhere(seed: str, zone: str) -> str:
    here = Path(__file__).parent.parent
    path = os.pathsep.join([str(here), str(here.parent)])
    surroundings = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": path}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=surroundings, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_another_process_seed_and_time_zone_give_the_same_bytes() -> None:
    assert elsewhere("1", "Asia/Tokyo") == elsewhere("2", "America/Lima")


def test_dates_come_from_control_and_are_written_out() -> None:
    page = template(p("{{ document.datum }} tot {{ document.herziening }}"))
    assert lines(render(job(procedure(), page))) == ["23 november 2026 tot 23 november 2028"]


def test_properties_show_in_fields_and_in_the_file() -> None:
    words = (
        *("titel", "code", "soort", "versie", "status", "eigenaar", "goedkeurder"),
        *("datum", "herziening"),
    )
    page = template("".join(p(f"{{{{r eigenschap('{word}') }}}}") for word in words))
    made = render(job(procedure(), page))
    shown = lines(made)
    assert shown == [
        *("Aanmelding", "PP-01", "Procedure", "0.1", "concept", "teamleider", "bestuurder"),
        *("23 november 2026", "23 november 2028"),
    ]
    custom = read(made)[CUSTOM].decode()
    assert [each for each in shown if f">{each}</vt:lpwstr>" not in custom] == []
    assert "<vt:filetime>2028-11-23T00:00:00Z</vt:filetime>" in custom
    assert [f'pid="{number}"' in custom for number in range(2, 12)] == [True] * 10


def test_a_template_brings_no_property_that_a_host_knows_the_document_by() -> None:
    row = '<property name="{0}"><vt:lpwstr>{0}!</vt:lpwstr></property>'
    rows = "".join(map(row.format, ("kenmerk", "titel", "Afdeling")))
    space = "http://schemas.openxmlformats.org/officeDocument/2006"
    custom = (
        f'<Properties xmlns="{space}/custom-properties" xmlns:vt="{space}/docPropsVTypes">'
        f"{rows}</Properties>"
    )
    made = job(procedure(), b"")
    data = {**parts("x"), CUSTOM: custom.encode()}
    facts = facts_of(made.document, made.control)
    days = (date(2026, 1, 2), date(2027, 1, 2))
    written = with_properties(data, facts, made.organisation, days, identity="linde/PP-01")
    told = dict(re.findall(r'name="(\w+)"><vt:\w+>([^<]*)<', written[CUSTOM].decode()))
    assert (told["Kenmerk"], told["Titel"], told["Afdeling"]) == (
        *("linde/PP-01", "Aanmelding", "Afdeling!"),
    )
    assert not {"kenmerk", "titel"} & told.keys()


def test_without_a_logo_the_name_stands_in_its_place() -> None:
    page = template(p("{{r logo(16) }}"))
    assert lines(render(job(procedure(), page))) == ["Stichting De Linde"]


def test_two_organisations_in_one_process_keep_their_own_colours() -> None:
    other = replace(BASE, style=HouseStyle(kleuren=Colours(primair="#7A0019")))
    first, second = render(BASE), render(other)
    assert render(BASE) == first
    assert b"7A0019" in read(second)["word/theme/theme1.xml"]
    assert b"7A0019" not in read(first)["word/theme/theme1.xml"]
