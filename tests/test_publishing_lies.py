"""A host that says one thing and does another: done is only what a fresh look finds there."""

import copy
import itertools

import pytest
from handed import codes, documents, hands_over
from lying import BODIES, EFFECTS, METHODS, STATUSES, WHEN, Host, Script, begun, completes, faults

BEGUN = begun()


def scripts(method: str) -> list[tuple[Script, bool]]:
    """Return each state with one of the bodies, and each body with the states that may be success.

    `tests/trials/lies.py` tries the whole product.
    """
    effects, when, whole = itertools.cycle(EFFECTS), itertools.cycle(WHEN), itertools.cycle((0, 1))
    pairs = [*zip(STATUSES, itertools.cycle(BODIES)), *itertools.product((200, 201, 204), BODIES)]
    pairs += itertools.product((202, 207), BODIES)
    return [
        (Script(method, status, body, next(effects), next(when)), bool(next(whole)))
        for status, body in pairs
    ]


@pytest.mark.parametrize("method", METHODS)
def test_whatever_a_server_says_only_what_stands_there_is_told_as_done(method: str) -> None:
    wrong = []
    for script, whole in scripts(method):
        host = copy.deepcopy(BEGUN)
        host.script = script
        wrong += [(script, whole, each) for each in faults(host, whole=whole)]
        if not (whole and script.effect == "half done") and not completes(host):
            wrong.append((script, whole, "the next publish does not complete it"))
    assert wrong == []
