"""Publishing to a real Apache with mod_dav, while people and accidents come in between."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from apache import Apache, apache, line, tiny_disk
from handed import (
    ENVIRONMENT,
    NAME,
    acts,
    approved,
    codes,
    data_of,
    documents,
    hands_over,
    shown_on,
    told,
    workspace_at,
)

from handbook.errors import HandbookError
from handbook.model.features.publishing import Offer
from handbook.pipeline.publishing.publish import publish
from handbook.publishing.address import PASSWORD, open_target

pytestmark = pytest.mark.system
ODD = (
    "é en ë.docx",
    "het ‘plan’ – 你好 🙂.docx",
    "a & b + c = d.docx",
    "100% #1.docx",
    "100%20.docx",
    "wat? [concept]; {x} (2).docx",
    "d'Ancona, e.a. ~$!@^`.docx",
    "spaties  in   de naam.docx",
    "%2e%2e.docx",
)


@pytest.fixture
def server() -> Iterator[Apache]:
    with apache() as running:
        yield running


def test_new_versions_come_over_the_same_documents(server: Apache) -> None:
    assert acts(hands_over(documents(1), server.address)) == {"nieuw": 3}
    assert shown_on(server.folder) == data_of(documents(1))
    assert acts(hands_over(documents(1), server.address)) == {"ongewijzigd": 3}
    newer = documents(2, ["A.docx"])
    mixed = Offer(organisation=NAME, items=(*newer.items, *documents(1).items[1:]))
    assert acts(hands_over(mixed, server.address)) == {"bijgewerkt": 1, "ongewijzigd": 2}
    assert shown_on(server.folder) == data_of(mixed)
    assert not list(server.folder.rglob("*.concept"))


def test_what_left_the_set_moves_aside_and_nothing_there_is_replaced(server: Apache) -> None:
    hands_over(documents(1), server.address)
    assert acts(hands_over(documents(1, ["A.docx"]), server.address)) == {
        "ongewijzigd": 1,
        "vervallen": 2,
    }
    hands_over(documents(2), server.address)
    hands_over(documents(1, ["A.docx"]), server.address)
    one, two = data_of(documents(1)), data_of(documents(2))
    assert shown_on(server.folder) == {
        "A.docx": one["A.docx"],
        "Vervallen/B.docx": one["B.docx"],
        "Vervallen/C.docx": one["C.docx"],
        "Vervallen/B (2).docx": two["B.docx"],
        "Vervallen/C (2).docx": two["C.docx"],
    }


def test_a_change_by_a_colleague_stays(server: Apache) -> None:
    hands_over(documents(1), server.address)
    server.writes("A.docx", b"van een collega")
    assert codes(hands_over(documents(2), server.address)) == ["HB532"]
    assert shown_on(server.folder) == data_of(documents(2)) | {"A.docx": b"van een collega"}
    server.writes("A.docx", data_of(documents(2))["A.docx"])
    assert acts(hands_over(documents(2), server.address)) == {"ongewijzigd": 3}


def test_the_server_itself_refuses_over_a_change_at_the_last_moment(server: Apache) -> None:
    hands_over(documents(1), server.address)
    time.sleep(1.1)  # until then the ETag of Apache is a weak one
    target = open_target(server.address, ENVIRONMENT)
    seen = target.store.fetch("A.docx")
    server.writes("A.docx", b"van een collega")
    target.store.write(".handbook/x.concept", b"van ons")
    for write in (
        lambda: target.store.rename(".handbook/x.concept", "A.docx", None, seen),
        lambda: target.store.rename(".handbook/x.concept", "A.docx", None, None),
        lambda: target.store.rename("A.docx", "Z.docx", seen, None),
        lambda: target.store.swap("A.docx", b"van ons", seen),
        lambda: target.store.swap("A.docx", b"van ons", None),
    ):
        with pytest.raises(Exception, match=r"412|already exists"):
            write()
    assert (server.folder / "A.docx").read_bytes() == b"van een collega"
    target.close()


def test_names_with_every_odd_character(server: Apache) -> None:
    given = documents(1, ODD)
    plan = hands_over(given, server.address)
    assert acts(plan) == {"nieuw": len(ODD)}
    paths = {step.identity: step.path for step in plan.steps}
    assert shown_on(server.folder) == {paths[name]: data for name, data in data_of(given).items()}
    assert acts(hands_over(given, server.address)) == {"ongewijzigd": len(ODD)}
    assert acts(hands_over(documents(2, ODD), server.address)) == {"bijgewerkt": len(ODD)}
    kept = documents(2, ODD[:1])
    assert acts(hands_over(kept, server.address)) == {"ongewijzigd": 1, "vervallen": len(ODD) - 1}
    assert {path.removeprefix("Vervallen/") for path in shown_on(server.folder)} == {
        *paths.values()
    }


@pytest.mark.parametrize("folder", ["Nieuwe map", "Beleid & zorg + één", "100% zorg", "#1 [a]"])
def test_an_address_may_have_odd_characters(server: Apache, folder: str) -> None:
    address = f"{server.address}/{quote(folder)}/"
    assert acts(hands_over(documents(1), address)) == {"nieuw": 3}
    assert acts(hands_over(documents(2), address)) == {"bijgewerkt": 3}
    assert shown_on(server.folder) == {
        f"{folder}/{name}": data for name, data in data_of(documents(2)).items()
    }


def test_a_wrong_password_is_told(server: Apache) -> None:
    target = open_target(server.address, {**ENVIRONMENT, PASSWORD: "verkeerd"})
    with pytest.raises(HandbookError) as caught:
        publish(documents(1), target, lambda _: True)
    assert [each.code for each in caught.value.problems] == ["HB537"]
    assert "verkeerd" not in str(caught.value)
    target.close()
    assert shown_on(server.folder) == {}


def test_a_document_that_a_colleague_has_locked_waits_and_the_others_go_on(
    server: Apache,
) -> None:
    hands_over(documents(1), server.address)
    token = server.locks("B.docx")
    paused: list[float] = []
    plan = hands_over(documents(2), server.address, paused.append)
    assert (acts(plan), codes(plan), plan.exit_code) == (
        {"bijgewerkt": 2, "mislukt": 1},
        ["HB535"],
        3,
    )
    assert paused == []  # a colleague does not close it within a second
    one, two = data_of(documents(1)), data_of(documents(2))
    assert shown_on(server.folder) == two | {"B.docx": one["B.docx"]}
    assert not list(server.folder.rglob("*.concept"))
    server.frees("B.docx", token)
    assert acts(hands_over(documents(2), server.address)) == {"bijgewerkt": 1, "ongewijzigd": 2}
    assert shown_on(server.folder) == two


def test_a_full_disk_ends_it_and_leaves_whole_documents(server: Apache) -> None:
    with tiny_disk(server.folder, "128k") as mounted:
        if not mounted:
            pytest.skip("this computer lets nobody mount a disk; wsgidav tests 507 as well")
        names = [f"{number}.docx" for number in range(9)]
        assert told(documents(1, names), server.address) == ["HB539"]
        here = shown_on(server.folder)
        wanted = data_of(documents(1, names))
        assert 0 < len(here) < len(names)
        assert all(wanted[name] == data for name, data in here.items())
        assert not list(server.folder.rglob("*.concept"))
        subprocess.run(["mount", "-o", "remount,size=4m", str(server.folder)], check=True)
        assert told(documents(1, names), server.address) == []
        assert shown_on(server.folder) == wanted


def test_a_line_that_is_cut_anywhere_leaves_whole_documents(server: Apache) -> None:
    chance = random.Random(7)
    names = [f"{number}.docx" for number in range(4)]
    with line(server) as whole:
        hands_over(documents(0, names), whole.address)
        most = whole.sent
    for version in range(1, 26):
        before, after = shown_on(server.folder), data_of(documents(version, names))
        with line(server, most=chance.randrange(most)) as cut:
            assert set(told(documents(version, names), cut.address)) <= {"HB536", "HB540"}
        for name, data in shown_on(server.folder).items():
            assert data in (before[name], after[name])
        assert told(documents(version, names), server.address) == []
        assert shown_on(server.folder) == after
        assert not list(server.folder.rglob("*.concept"))


def test_a_server_that_dies_half_way_is_told_and_the_next_publish_completes(
    server: Apache,
) -> None:
    names = [f"{number}.docx" for number in range(4)]
    hands_over(documents(1, names), server.address)
    for moment in range(2, 30, 4):
        before, after = shown_on(server.folder), data_of(documents(moment, names))
        target = open_target(server.address, ENVIRONMENT)
        asked = iter(range(moment))
        ask = target.store.exchange.ask

        def dying(*words: object, **more: object) -> object:
            if next(asked, None) is None:  # noqa: B023 - it is used up within this turn
                server.kill()
            return ask(*words, **more)  # noqa: B023

        target.store.exchange.ask = dying
        try:
            seen = codes(
                publish(
                    documents(moment, names), replace(target, wait=lambda _: None), lambda _: True
                )
            )
        except HandbookError as error:
            seen = [each.code for each in error.problems]
        target.close()
        assert set(seen) <= {"HB536"}
        for name, data in shown_on(server.folder).items():
            assert data in (before[name], after[name])
        server.kill()
        server.start()
        assert told(documents(moment, names), server.address) == []
        assert shown_on(server.folder) == after


def test_a_server_that_comes_back_soon_is_waited_for(server: Apache) -> None:
    server.kill()
    plan = hands_over(
        documents(1), server.address, lambda _: server.start() if not server.process else None
    )
    assert acts(plan) == {"nieuw": 3}


@pytest.mark.parametrize("place", ["/inloggen/map", "/Handboek/../pagina.html"])
def test_an_address_without_webdav_is_told(server: Apache, place: str) -> None:
    (server.folder.parent / "pagina.html").write_text("<p>Log in</p>", encoding="utf-8")
    base = server.address.removesuffix("/Handboek")
    assert told(documents(1), base + place) == ["HB546"]
    assert told(documents(1), f"{server.address}/geen/map") == ["HB541"]


def test_over_a_slow_line_nothing_new_costs_a_moment(server: Apache) -> None:
    names = [f"{number}.docx" for number in range(40)]
    hands_over(documents(1, names), server.address)
    time.sleep(1.1)
    hands_over(documents(1, names), server.address)  # reads all, and remembers their ETags
    with line(server, delay=0.02) as slow:
        start = slow.sent, time.monotonic()
        assert acts(hands_over(documents(1, names), slow.address)) == {"ongewijzigd": 40}
        assert (slow.sent - start[0] < 5_000, time.monotonic() - start[1] < 3) == (True, True)
        server.writes("7.docx", b"van een collega")
        assert codes(hands_over(documents(1, names), slow.address)) == ["HB532"]


def test_a_publish_that_is_killed_leaves_whole_documents(server: Apache, tmp_path: Path) -> None:
    root = workspace_at(tmp_path / "w")
    chance = random.Random(3)
    words = [sys.executable, "-m", "handbook", "-C", str(root), "publish", NAME, server.address]
    broken = 0
    for _ in range(4):
        process = subprocess.Popen(
            [*words, "--ja"], env={**os.environ, **ENVIRONMENT}, stdout=subprocess.DEVNULL
        )
        while process.poll() is None and not list(server.folder.iterdir()):
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.5))
        broken += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        wanted = approved(root)
        assert all(wanted[name] == data for name, data in shown_on(server.folder).items())
        done = subprocess.run(
            [*words, "--ja"], env={**os.environ, **ENVIRONMENT}, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stdout
        assert shown_on(server.folder) == wanted
        for path in (*server.folder.glob("*.docx"), *server.folder.glob("*.xlsx")):
            path.unlink()
        for path in server.folder.glob(".handbook/*"):
            path.unlink()
        (server.folder / ".handbook").rmdir()
    assert broken
