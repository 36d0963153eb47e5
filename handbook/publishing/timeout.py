"""A call that may never come back, waited for no longer than it may take."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from typing import TypeVar

from handbook.publishing.host_limits import Clock, Pace, TooSlowError

_LOOK = 0.25  # seconds between two looks at the time; an answer is not kept waiting for it
_Result = TypeVar("_Result")


@dataclass(slots=True)
class Waiting:
    """The calls of one file system of a third party: which of them bounds its own time, none says.

    No thread can be stopped: what a call that is left does, goes on until the program ends. So
    after one such call the file system is asked nothing more.
    """

    clock: Clock = field(default_factory=Clock)
    left: bool = False

    def call(self, act: Callable[[], _Result], pace: Pace | None = None) -> _Result:
        """Return what `act` returns, or raise what it raises.

        Args:
            act: may take `pace`, and may prolong it by what it carries meanwhile.
            pace: one of its own when it carries nothing.

        Raises:
            TooSlowError: it takes longer, or an earlier call did.
        """
        if self.left:
            raise TooSlowError
        pace = pace or Pace(self.clock)
        future: Future[_Result] = Future()
        threading.Thread(target=_carry, args=(act, future), daemon=True).start()
        while not wait([future], _LOOK).done:
            if pace.left <= 0:
                self.left = True
                raise TooSlowError
        return future.result()


def _carry(act: Callable[[], _Result], future: "Future[_Result]") -> None:
    try:
        future.set_result(act())
    except BaseException as error:  # noqa: BLE001 - it is raised again where the call was made
        future.set_exception(error)
