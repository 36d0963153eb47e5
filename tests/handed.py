"""An organisation with approved documents, hosts to publish them to, and a server of WebDAV."""

import shutil
import socket
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from cheroot import wsgi
from wsgidav.wsgidav_app import WsgiDAVApp

from handbook.errors import HandbookError
from handbook.loading.workspace import open_workspace
from handbook.model.features.publishing import Item, Offer, Plan
from handbook.pipeline.approval.approve import Asked, approve_documents
from handbook.pipeline.approval.reasons_to_refuse import SUBJECTS
from handbook.pipeline.build.build import build
from handbook.pipeline.publishing.publish import offer, publish
from handbook.publishing.address import PASSWORD, USER, open_target
from handbook.publishing.publication_record import sha256
from handbook.publishing.target import Target

NAME = "berk"
DAY = date(2026, 11, 24)
PROFILE = """\
naam: Stichting De Berk
korte_naam: De Berk
kvk: "12345678"
onderdelen: [140]
activiteiten: {140: [buurtwerk, vrijwilligerscentrale]}
locaties:
  - {naam: Buurthuis, adres: "Laan 1, 1234 AB Berkdorp"}
missie: Iedereen in Berkdorp doet mee.
"""
ENVIRONMENT = {USER: "anja", PASSWORD: "geheim & lang"}


def workspace_at(root: Path) -> Path:
    """Return a working folder with one organisation, built and approved as a whole."""
    (root / "organisations").mkdir(parents=True)
    (root / "organisations" / f"{NAME}.yaml").write_text(PROFILE, encoding="utf-8")
    build(open_workspace(root), today=DAY)
    approves(root)
    return root


def approves(root: Path, day: date = DAY) -> None:
    list(build(open_workspace(root), today=day))
    asked = Asked(approver="B. Stuur", day=day, despite=dict.fromkeys(SUBJECTS, "proef"))
    outcome = approve_documents(open_workspace(root), NAME, asked, today=day)
    assert outcome.exit_code == 0, outcome.problems


def changes(root: Path, old: str, new: str, day: date) -> None:
    """Change the profile, build, and approve what changed."""
    path = root / "organisations" / f"{NAME}.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")
    approves(root, day)


def approved(root: Path) -> dict[str, bytes]:
    folder = root / "output" / NAME / "vastgesteld"
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def publishes(root: Path, target: Target | str, *, drafts: bool = False) -> Plan:
    """Publish everything, with no pause between two tries."""
    if isinstance(target, str):
        target = open_target(target, ENVIRONMENT)
    given = offer(open_workspace(root), NAME, drafts=drafts)
    try:
        return publish(given, replace(target, wait=lambda _: None), lambda _: True)
    finally:
        target.close()


def documents(version: int, names: Sequence[str] = ("A.docx", "B.docx", "C.docx")) -> Offer:
    """Return an offer of files with these names: quicker to make than documents of Word."""
    files = [(name, f"{name} versie {version}".encode() * 2_000) for name in names]
    items = tuple(
        Item(identity=name, path=name, data=data, digest=sha256(data)) for name, data in files
    )
    return Offer(organisation=NAME, items=items)


def data_of(given: Offer) -> dict[str, bytes]:
    return {item.path: item.data for item in given.items}


def hands_over(
    given: Offer, target: Target | str, wait: Callable[[float], None] = lambda _: None
) -> Plan:
    if isinstance(target, str):
        target = open_target(target, ENVIRONMENT)
    try:
        return publish(given, replace(target, wait=wait), lambda _: True)
    finally:
        target.close()


def told(given: Offer, target: Target | str) -> list[str]:
    """Return the codes of what came of a publish, also when it came to nothing."""
    try:
        return codes(hands_over(given, target))
    except HandbookError as error:
        return [each.code for each in error.problems]


def breaking(host: Path, after: int) -> Target:
    """Return a target on which everything fails after so many acts."""
    target = open_target(str(host))
    left = iter(range(after))

    class Breaking(type(target.store)):  # type: ignore[misc]
        def rename(self, *words: Any) -> None:
            if next(left, None) is None:
                raise ConnectionResetError
            super().rename(*words)

    return replace(target, store=Breaking(host))


def acts(plan: Plan) -> dict[str, int]:
    told = [step.act for step in plan.steps]
    return {each: told.count(each) for each in sorted(set(told))}


def codes(plan: Plan) -> list[str]:
    problems = [*plan.notices, *(each for step in plan.steps for each in step.problems)]
    return [each.code for each in problems]


def shown_on(folder: Path) -> dict[str, bytes]:
    """Return what a colleague sees in a folder: no hidden files."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not any(step.startswith(".") for step in path.relative_to(folder).parts)
    }


@dataclass
class Server:
    """A server of WebDAV on this computer that keeps its files in `folder`.

    `refuse` may give the state with which a request is refused, by method and path; "drop" breaks
    the connection. `seen` are the requests, as "PUT /map/PP-01.docx". `knows_marks`: it takes an
    ETag in a header If.
    """

    folder: Path
    address: str = ""
    refuse: Any = field(default=lambda *_: None)
    knows_marks: bool = True
    seen: list[str] = field(default_factory=list)


@contextmanager
def webdav(folder: Path) -> Iterator[Server]:
    folder.mkdir(parents=True)
    server = Server(folder)
    app = WsgiDAVApp(
        {
            "provider_mapping": {"/": str(folder)},
            "simple_dc": {"user_mapping": {"*": {"anja": {"password": ENVIRONMENT[PASSWORD]}}}},
            "http_authenticator": {"accept_basic": True, "accept_digest": False},
            "lock_storage": True,
            "property_manager": True,
            "logging": {"enable": False},
            "verbose": 0,
        }
    )

    def front(environ: Mapping[str, Any], start: Any) -> Any:
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        server.seen.append(f"{method} {path}")
        state = server.refuse(method, path)
        if "HTTP_IF" in environ and not server.knows_marks:
            state = 412
        if state is None:
            return app(environ, start)
        if state == "drop":
            environ["wsgi.input"].read(1)
            raise ConnectionResetError
        start(f"{state} Refused", [("Content-Length", "0")])
        return [b""]

    port = free_port()
    running = wsgi.Server(("127.0.0.1", port), front, numthreads=2)
    running.error_log = lambda *_, **__: None
    running.expiration_interval = 0.05  # seconds between two looks at whether it is to stop
    running.prepare()
    thread = threading.Thread(target=running.serve, daemon=True)
    thread.start()
    server.address = f"http://127.0.0.1:{port}/Handboek"
    (folder / "Handboek").mkdir()
    try:
        yield server
    finally:
        running.stop()
        thread.join(5)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def copy_of(root: Path, to: Path) -> Path:
    return Path(shutil.copytree(root, to))
