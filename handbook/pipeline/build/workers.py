"""Worker processes that read and render; each holds packs and compiled templates of its own."""

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait

# Organisations that this process makes in the time in which a worker starts and reads the packs.
FEW = 4
_MOST = 16
# Objects between two looks for rings of objects that nobody holds any more. The default of 700
# looks thousands of times for each organisation; what lives long is looked at after ten looks.
_THRESHOLD = (50_000, 10, 1)


def jobs_for(asked: int, organisations: int) -> int:
    """Return how many processes to use; 1 is this one alone.

    Args:
        asked: the number a person asked for; 0 leaves it to us: as many as there are cores, where
            there is work for each.
        organisations: how many there are to make.
    """
    if asked:
        return max(1, min(asked, organisations))
    return max(1, min(_cores(), organisations // FEW, _MOST))


@contextmanager
def worker_pool(jobs: int) -> Iterator[Executor | None]:
    """Give an executor with `jobs` processes for as long as this lasts; None for one.

    Workers start afresh on every system, and not as a copy of this process: a copy made while a
    watcher's threads run may wait for ever.
    """
    if jobs <= 1:
        yield None
        return
    pool = ProcessPoolExecutor(
        jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_settle_in
    )
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _settle_in() -> None:
    """Prepare a worker: it leaves Ctrl-C to its parent, and goes when its parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*_THRESHOLD)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    # A worker waits for its next task on a pipe that it holds open itself, so that a parent who
    # was killed would leave it waiting for ever.
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _cores() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
