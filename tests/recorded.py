"""A small organisation that approved its documents twice, and ways to forge its register."""

import copy
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import yaml
from loading.world import CONTENT_PACK, GOOD, NORM_PACK, write

from handbook.errors import HandbookError
from handbook.loading.packs import pack_reading
from handbook.loading.workspace import open_workspace, read_profile
from handbook.model.sources.register import Register
from handbook.pipeline.approval import approve as approving
from handbook.pipeline.approval import approved_files
from handbook.pipeline.approval.approve import Asked, approve_documents
from handbook.pipeline.approval.reasons_to_refuse import SUBJECTS
from handbook.pipeline.build.build import build
from handbook.pipeline.publishing.publish import offer
from handbook.pipeline.status import statuses

NAME = "linde"
FIRST, LATER, NOW = date(2026, 1, 5), date(2026, 3, 2), date(2026, 6, 1)
PROFILE = GOOD.replace("01234567", '"01234567"')
ASKED = Asked(approver="B. Stuur", day=FIRST, despite=dict.fromkeys(SUBJECTS, "besproken"))
Told = dict[str, Any]
Change = Callable[[Told], None]


def live(root: Path) -> None:
    """Let an organisation approve all its documents, and one of them again after a change."""
    write(root / "organisations", {f"{NAME}.yaml": PROFILE})
    run(root, FIRST)
    approve(root, ASKED, FIRST)
    write(root / "organisations", {f"{NAME}.yaml": PROFILE.replace("De Linde", "De Berk")})
    run(root, LATER)
    approve(root, replace(ASKED, codes=frozenset({"PP-01"}), day=LATER), LATER)


def run(root: Path, day: date) -> tuple[int, set[str]]:
    [outcome] = build(open_workspace(root), today=day)
    return outcome.exit_code, {each.code for each in outcome.problems}


def approve(root: Path, asked: Asked, today: date) -> set[str]:
    outcome = approve_documents(open_workspace(root), NAME, asked, today=today)
    return {each.code for each in outcome.problems}


def status(root: Path) -> tuple[int, set[str], str]:
    """Return what status says of the record.

    This organisation got another name, which is approved in one document alone: that the others
    print it already (HB518) is no matter of the record.
    """
    [found] = statuses(open_workspace(root), [NAME], today=NOW)
    codes = {each.code for each in found.problems} - {"HB518"}
    return found.exit_code, codes, found.record


def refusals(root: Path) -> dict[str, set[str]]:
    """Return the codes with which status, build, approve and publish refuse what they find."""
    exit_code, told, _ = status(root)
    built, codes = run(root, NOW)
    return {
        "status": told if exit_code else set(),
        "build": codes if built else set(),
        "approve": stopped(lambda: approve(root, replace(ASKED, day=NOW), NOW)),
        "publish": stopped(lambda: offer(open_workspace(root), NAME)),
    }


def stopped(work: Callable[[], object]) -> set[str]:
    try:
        work()
    except HandbookError as error:
        return {each.code for each in error.problems}
    return set()


def path_of(root: Path) -> Path:
    return root / "organisations" / NAME / "register.yaml"


def archive(root: Path) -> Path:
    return root / "organisations" / NAME / "archief"


def forge(root: Path, change: Change) -> None:
    told = yaml.safe_load(path_of(root).read_text(encoding="utf-8"))
    before = copy.deepcopy(told)
    change(told)
    assert told != before
    path_of(root).write_text(yaml.safe_dump(told, sort_keys=False), encoding="utf-8")


def register_of(root: Path) -> Register:
    return read_profile(open_workspace(root), NAME).register


def entry_of(told: Told, code: str = "PP-01") -> Told:
    return next(each for each in told["documenten"] if each["code"] == code)


def seen(root: Path) -> set[str]:
    """Return the codes that all four name; each of them must refuse."""
    found = refusals(root)
    assert all(found.values()), found
    return set.intersection(*found.values())


@contextmanager
def small_packs(home: Path) -> Iterator[None]:
    """Let the tool know the two small packs alone, written at `home`."""
    write(home / "norm-mini", NORM_PACK)
    write(home / "inhoud-mini", CONTENT_PACK)
    with patch.multiple(pack_reading, OWN_PACKS=home, installed_packs=tuple):
        yield


@contextmanager
def before_the_chain() -> Iterator[None]:
    """Let approvals be as they were before there was a chain: no links, no file names one."""
    unlinked = patch.multiple(
        approving,
        as_found=lambda register, _: register,
        with_approvals=lambda register, *_: register,
    )
    with unlinked, patch.object(approved_files, "approved_at", lambda data, _: data):
        yield


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("pakketten")
    with small_packs(home):
        yield home


@pytest.fixture(scope="module")
def chained(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    assert library.is_dir()
    root = tmp_path_factory.mktemp("ketting") / "w"
    live(root)
    return root


@pytest.fixture(scope="module")
def of_before(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    assert library.is_dir()
    root = tmp_path_factory.mktemp("vroeger") / "w"
    with before_the_chain():
        live(root)
    return root


@pytest.fixture
def root(chained: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(chained, tmp_path / "w"))


@pytest.fixture
def old(of_before: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(of_before, tmp_path / "oud"))
