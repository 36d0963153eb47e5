"""Finished files are looked at once: each text, and each part that many of them have."""

import shutil
from collections import Counter
from pathlib import Path

import pytest
from examples import DAY, ROOT

from handbook.loading import own_terms
from handbook.loading.text.yaml_tree import Tree
from handbook.loading.workspace import open_workspace
from handbook.pipeline.build.build import build
from handbook.pipeline.check.finished_files import inspect
from handbook.pipeline.organisation.context import Request
from handbook.pipeline.organisation.other_clients import other_clients
from handbook.pipeline.safeguards.disclosure import visit_of
from handbook.secret_places import search, secret_terms
from handbook.secret_places.public_knowledge import secrets_of
from handbook.secret_places.search import Secrets, Verdict
from handbook.secret_places.secret_terms import Common, SecretPlace, SecretTerm
from handbook.word.package.markup import Element
from handbook.word.safety import live_content, readable_parts

DOCUMENTS = frozenset({"KH-02", "OR-01", "OR-02", "PP-01", "PP-02"})


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a working folder with five documents of an organisation with a secret location."""
    home = tmp_path_factory.mktemp("map")
    shutil.copytree(ROOT / "organisations" / "haven", home / "organisations" / "haven")
    shutil.copy(ROOT / "organisations" / "haven.yaml", home / "organisations")
    made = list(build(open_workspace(home), today=DAY, request=Request(only=DOCUMENTS)))
    assert [each.exit_code for each in made] == [0]
    return home


HOUSES = {"eik": "Zonneroos", "beuk": "Maanlicht", "es": "Rietzang"}


def looked(root: Path) -> None:
    [outcome] = inspect(open_workspace(root), ["haven"], today=DAY)
    assert not [each for each in outcome.problems if each.weight == "fout"]


def test_a_text_that_stands_in_many_files_is_searched_once(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: Counter[tuple[int, str]] = Counter()
    verdict = Secrets.verdict

    def counted(self: Secrets, text: str) -> Verdict:
        searched[id(self), text] += 1
        return verdict(self, text)

    monkeypatch.setattr(Secrets, "verdict", counted)
    looked(root)
    assert searched
    assert set(searched.values()) == {1}


def test_a_part_that_many_files_have_is_parsed_once_to_see_what_is_live_in_it(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: Counter[bytes] = Counter()
    parse = readable_parts.parse

    def counted(data: bytes) -> Element:
        parsed[data] += 1
        return parse(data)

    monkeypatch.setattr(readable_parts, "parse", counted)
    live_content._known_quiet.cache_clear()
    looked(root)
    assert parsed
    assert set(parsed.values()) == {1}


def test_of_many_organisations_each_profile_and_each_secret_place_is_worked_out_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "organisations").mkdir()
    for name, house in HOUSES.items():
        place = f"{{naam: Huize {house}, adres: '{house}weg 99, 9999 ZZ Ver', geheim: ja}}"
        text = f"naam: Stichting {name}\nlocaties:\n  - {place}\n"
        (tmp_path / "organisations" / f"{name}.yaml").write_text(text, encoding="utf-8")
    done: Counter[str] = Counter()
    read, signs_of = own_terms.read, secret_terms._signs_of

    def reads(data: bytes, file: str) -> Tree:
        done[file] += 1
        return read(data, file)

    def works_out(place: SecretPlace, common: Common) -> tuple[SecretTerm, ...]:
        done[place.names[0]] += 1
        return signs_of(place, common)

    monkeypatch.setattr(own_terms, "read", reads)
    monkeypatch.setattr(secret_terms, "_signs_of", works_out)
    border = other_clients(open_workspace(tmp_path))
    for name in HOUSES:
        visit_of(tmp_path, name, border)
    files = {f"organisations/{name}.yaml": 1 for name in HOUSES}
    assert done == {**files, **{f"Huize {house}": 1 for house in HOUSES.values()}}


def test_a_verdict_folds_a_text_once(monkeypatch: pytest.MonkeyPatch) -> None:
    folded: list[str] = []
    squeezed = search.squeezed
    secrets = secrets_of([SecretPlace(names=("Huize Zwaluwnest",), addresses=("Rietlaan 118",))])
    monkeypatch.setattr(search, "squeezed", lambda text: folded.append(text) or squeezed(text))
    secrets.verdict("Huize Zwaluwnest staat aan de Rietlaan 118.")
    assert folded == ["Huize Zwaluwnest staat aan de Rietlaan 118."]
