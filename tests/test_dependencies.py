"""What the program leans on: one list of versions, and the same versions in the extra."""

import importlib.metadata
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from test_docs import packages_in
from test_house import modules

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
LISTED = [
    Requirement(line)
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
# Every machine that the list must hold for; what is not named is as on this one.
MACHINES = [
    {"extra": "", "python_version": python, "python_full_version": f"{python}.0"} | system
    for python in ("3.11", "3.12", "3.13", "3.14")
    for system in (
        {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
        {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    )
]


def exactly(needed: Requirement) -> Version:
    """Return the one version that a requirement asks for."""
    [spec] = needed.specifier
    assert spec.operator == "==", str(needed)
    return Version(spec.version)


def versions_of(needs: list[Requirement]) -> dict[str, Version]:
    return {canonicalize_name(each.name): exactly(each) for each in needs}


def come_along(names: set[str]) -> set[str]:
    """Return `names` and all that is installed with them, on any machine, without extras."""
    found: set[str] = set()
    waiting = set(names)
    while waiting:
        name = waiting.pop()
        found.add(name)
        try:
            needed = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue
        waiting |= {
            canonicalize_name(need.name)
            for need in map(Requirement, needed)
            if need.marker is None or any(need.marker.evaluate(each) for each in MACHINES)
        } - found
    return found


def named(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(each).name) for each in requirements}


def test_the_list_names_each_package_once_in_order() -> None:
    names = [canonicalize_name(each.name) for each in LISTED]
    assert names == sorted(set(names))


def test_the_pinned_extra_is_the_part_of_the_list_that_the_program_runs_on() -> None:
    pinned = versions_of([Requirement(each) for each in EXTRAS["vast"]])
    listed = versions_of(LISTED)
    assert pinned == {name: listed[name] for name in come_along(named(PROJECT["dependencies"]))}


def test_the_list_names_all_that_is_installed_for_the_tests() -> None:
    assert come_along(named(EXTRAS["test"])) - set(versions_of(LISTED)) == set()


@pytest.mark.system  # what comes with an extra is known only where that extra is installed
@pytest.mark.parametrize("extra", ["webdav", "system"])
def test_the_list_names_all_that_is_installed_for(extra: str) -> None:
    assert come_along(named(EXTRAS[extra])) - set(versions_of(LISTED)) == set()


@pytest.mark.system
def test_the_list_names_nothing_that_is_not_used() -> None:
    used = come_along(
        named(PROJECT["dependencies"]).union(*(named(EXTRAS[each]) for each in EXTRAS))
    )
    assert set(versions_of(LISTED)) - used == set()


def test_every_listed_version_is_one_that_we_allow() -> None:
    listed = versions_of(LISTED)
    asked = [*PROJECT["dependencies"], *EXTRAS["test"], *EXTRAS["webdav"], *EXTRAS["system"]]
    refused = [
        each
        for each in map(Requirement, asked)
        if listed[canonicalize_name(each.name)] not in each.specifier
    ]
    assert refused == []


def test_what_runs_has_an_upper_bound_but_for_calendar_versions() -> None:
    open_above = {
        need.name
        for need in map(Requirement, PROJECT["dependencies"])
        if not any(each.operator == "<" for each in need.specifier)
    }
    assert open_above == {"fsspec"}


def test_each_package_that_is_asked_for_is_imported() -> None:
    asked = named([*PROJECT["dependencies"], *EXTRAS["webdav"]])
    imported = {canonicalize_name(name) for path in modules() for name in packages_in(path)}
    assert asked - imported == set()


def test_nothing_of_the_program_is_ignored_and_so_left_out_of_the_wheel() -> None:
    """The wheel leaves out what .gitignore names: a line for one folder may hit another."""
    found = subprocess.run(
        ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.split() == []
