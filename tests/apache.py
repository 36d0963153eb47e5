"""A real Apache with mod_dav on this computer, and a line to it that can be slow or be cut."""

import base64
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from handed import ENVIRONMENT, free_port

from handbook.publishing.address import PASSWORD, USER

BINARY = "/usr/sbin/apache2"
_MODULES = Path("/usr/lib/apache2/modules")
_NEEDED = (
    "mpm_event authn_core authn_file authz_core authz_user auth_basic dav dav_fs autoindex dir"
    " alias"
)
_WORKER = "www-data"  # a server that root starts hands its work to a user without rights
_CONFIG = """\
ServerRoot "{home}"
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile "{home}/pid"
DefaultRuntimeDir "{home}"
ErrorLog "{home}/error.log"
{modules}
{user}
DocumentRoot "{folder}"
DAVLockDB "{home}/locks/db"
RedirectMatch 302 ^/inloggen(/.*)?$ http://127.0.0.1:{port}/pagina.html
<Directory "{folder}">
  DAV On
  Options Indexes
  AuthType Basic
  AuthName "proef"
  AuthUserFile "{home}/users"
  Require valid-user
</Directory>
"""
_LOCK = """<?xml version="1.0"?>
<D:lockinfo xmlns:D="DAV:"><D:lockscope><D:exclusive/></D:lockscope>
<D:locktype><D:write/></D:locktype><D:owner>collega</D:owner></D:lockinfo>"""


@dataclass
class Apache:
    """A server that keeps its files in `folder`; `address` is the folder Handboek in it."""

    home: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def folder(self) -> Path:
        return self.home / "www" / "Handboek"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/Handboek"

    def start(self) -> None:
        words = [BINARY, "-f", str(self.home / "apache.conf"), "-DFOREGROUND"]
        self.process = subprocess.Popen(words, start_new_session=True, stderr=subprocess.PIPE)
        until = time.monotonic() + 20
        while time.monotonic() < until and self.process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.02)
        self.kill()
        raise RuntimeError((self.home / "error.log").read_text(encoding="utf-8"))

    def kill(self) -> None:
        """End it and its workers at once, as a power cut would."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.communicate()
            self.process = None

    def asks(self, method: str, name: str, **more: str) -> httpx.Response:
        """Ask what a colleague asks, with her own program."""
        auth = (ENVIRONMENT[USER], ENVIRONMENT[PASSWORD])
        headers = {key.replace("_", "-"): value for key, value in more.items() if key != "content"}
        content = more.get("content", "").encode()
        url = f"{self.address}/{name}"
        return httpx.request(method, url, auth=auth, headers=headers, content=content)

    def locks(self, name: str) -> str:
        """Lock `name` as a colleague who opens it in Word; return the token that frees it."""
        told = self.asks("LOCK", name, content=_LOCK, Timeout="Second-600")
        assert told.is_success, told.text
        return str(told.headers["Lock-Token"])

    def frees(self, name: str, token: str) -> None:
        assert self.asks("UNLOCK", name, Lock_Token=token).is_success

    def writes(self, name: str, data: bytes) -> None:
        """Save `name` as a colleague does who works on the disk of the server."""
        (self.folder / name).write_bytes(data)
        _give([self.folder / name])


@contextmanager
def apache() -> Iterator[Apache]:
    # The folders of pytest are closed to everybody else, also to the workers of Apache.
    home = Path(tempfile.mkdtemp(prefix="apache-"))
    home.chmod(0o755)
    server = Apache(home, free_port())
    (home / "locks").mkdir()
    server.folder.mkdir(parents=True)
    secret = base64.b64encode(hashlib.sha1(ENVIRONMENT[PASSWORD].encode()).digest()).decode()
    (home / "users").write_text(f"{ENVIRONMENT[USER]}:{{SHA}}{secret}\n", encoding="utf-8")
    modules = [f"LoadModule {each}_module {_MODULES}/mod_{each}.so" for each in _NEEDED.split()]
    config = _CONFIG.format(
        home=home,
        port=server.port,
        folder=server.folder.parent,
        modules="\n".join(modules),
        user=f"User {_WORKER}\nGroup {_WORKER}" if os.geteuid() == 0 else "",
    )
    (home / "apache.conf").write_text(config, encoding="utf-8")
    _give([home / "locks", server.folder.parent, server.folder])
    server.start()
    try:
        yield server
    finally:
        server.kill()
        shutil.rmtree(home)


def _give(paths: list[Path]) -> None:
    if os.geteuid() == 0:
        for path in paths:
            shutil.chown(path, _WORKER, _WORKER)


@contextmanager
def tiny_disk(folder: Path, size: str) -> Iterator[bool]:
    """Put a disk of `size` at `folder`; yield whether this computer lets us do so."""
    words = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    mounted = subprocess.run(words, capture_output=True, check=False).returncode == 0
    if mounted:
        _give([folder])
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)


@dataclass
class Line:
    """A line to a server on this computer: `delay` seconds each way, cut after `most` bytes up."""

    port: int
    delay: float = 0.0
    most: int | None = None
    address: str = ""
    sent: int = field(default=0)


@contextmanager
def line(server: Apache, delay: float = 0.0, most: int | None = None) -> Iterator[Line]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        made = Line(server.port, delay, most)
        made.address = f"http://127.0.0.1:{listener.getsockname()[1]}/Handboek"
        threading.Thread(target=_serve, args=(listener, made), daemon=True).start()
        yield made


def _serve(listener: socket.socket, made: Line) -> None:
    with suppress(OSError):
        while True:
            here, _ = listener.accept()
            threading.Thread(target=_connect, args=(here, made), daemon=True).start()


def _connect(here: socket.socket, made: Line) -> None:
    with here, suppress(OSError), socket.create_connection(("127.0.0.1", made.port)) as there:
        down = threading.Thread(target=_pass, args=(there, here, made), daemon=True)
        down.start()
        _pass(here, there, made, up=True)
        down.join()


def _pass(source: socket.socket, to: socket.socket, made: Line, *, up: bool = False) -> None:
    with suppress(OSError):
        while data := source.recv(4096):
            time.sleep(made.delay)
            made.sent += len(data) if up else 0
            if made.most is not None and made.sent > made.most:
                break
            to.sendall(data)
    for end in (source, to):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
