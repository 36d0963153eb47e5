"""What a wrong profile is told, message by message; a quality officer can add a case."""

from pathlib import Path

import pytest
from loading.world import UNSEEN, cases, said, told, workspace

CASES = cases("profile-problems.md")


@pytest.mark.parametrize(
    ("profile", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_wrong_profile_says_what_to_mend(tmp_path: Path, profile: str, expected: str) -> None:
    for sign, unseen in UNSEEN.items():
        profile = profile.replace(sign, unseen)
    assert said(told(workspace(tmp_path), profile + "\n")) == expected


def test_the_cases_are_many_and_all_different() -> None:
    assert len(CASES) >= 60
    assert len({case[1] for case in CASES}) == len(CASES)
