"""An address that a user typed becomes a target; passwords come from elsewhere, and go nowhere."""

import importlib
import os
import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

from handbook.errors import Place, Problem, WorkplaceError
from handbook.publishing.target import Target
from handbook.publishing.trouble import kind_of, told

USER, PASSWORD = "HANDBOOK_PUBLICEER_NAAM", "HANDBOOK_PUBLICEER_WACHTWOORD"
_WEBDAV: Mapping[str, str] = {
    "http": "http",
    "https": "https",
    "webdav": "https",
    "webdavs": "https",
    "dav": "https",
    "davs": "https",
}
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)(://|::)")  # one letter is a drive of Windows
_KEEPS_VERSIONS = re.compile(r"/remote\.php/|\.sharepoint\.com(/|$)|^https?://d\.docs\.live\.net")
_TIMEOUT = 60.0  # seconds of silence


def open_target(address: str, environment: Mapping[str, str] = os.environ) -> Target:
    """Return the target at `address`: a folder, an address of WebDAV, or any other of fsspec.

    Raises:
        WorkplaceError: HB535 to HB539 it refuses, HB541 the folder above it is not there, HB542 a
            password in the address, HB543 a kind of address that is not known, whose package is
            not installed, or that cannot be opened.
    """
    found = _SCHEME.match(address)
    if found is None:
        return _folder(address)
    try:
        urlsplit(address)
    except ValueError as error:
        raise WorkplaceError(_unknown(address, "dit adres klopt niet")) from error
    if found[1].casefold() in _WEBDAV and found[2] == "://":
        return _webdav(address, environment)
    return _other(address)


def shown(address: str) -> str:
    """Return `address` as it may be printed: without name, password, query and fragment."""
    if _SCHEME.match(address) is None:
        return address
    bare = re.sub(r"[?#].*", "", address, flags=re.DOTALL)
    return re.sub(r"://[^/]*@", "://", bare).rstrip("/")


def _folder(address: str) -> Target:
    path = Path(address).expanduser().absolute()
    if not path.parent.is_dir():
        mend = "Kijk of de naam klopt en of de schijf of netwerkmap verbonden is."
        raise WorkplaceError(
            Problem(Place(address), "HB541", f"de map '{path.parent.name}' bestaat niet", mend)
        )
    files = LocalFileSystem(skip_instance_cache=True)
    return Target(files=files, root=path.as_posix(), shown=address.rstrip("/\\"), wait=time.sleep)


def _webdav(address: str, environment: Mapping[str, str]) -> Target:
    parts = urlsplit(address)
    if parts.password is not None:
        raise WorkplaceError(_password(address))
    if parts.hostname is None:
        raise WorkplaceError(_unknown(address, "er staat geen server in"))
    try:
        # Only who publishes to WebDAV needs it: the extra 'webdav'.
        module = importlib.import_module("webdav4.fsspec")
    except ImportError as error:
        need = "installeer het met: pip install 'handbook[webdav]'"
        raise WorkplaceError(_unknown(address, "WebDAV is niet geïnstalleerd", need)) from error
    user = environment.get(USER) or unquote(parts.username or "")
    password = environment.get(PASSWORD) or _from_ring(parts.hostname, user)
    scheme, host = _WEBDAV[parts.scheme.casefold()], parts.netloc.rpartition("@")[2]
    files = module.WebdavFileSystem(
        f"{scheme}://{host}{parts.path.rstrip('/')}/",
        auth=(user, password) if user or password else None,
        retry=False,
        timeout=_TIMEOUT,
        skip_instance_cache=True,
    )
    return Target(
        files=files,
        root="",
        shown=shown(address),
        direct=bool(_KEEPS_VERSIONS.search(f"{scheme}://{host}{parts.path}")),
        wait=time.sleep,
    )


def _from_ring(host: str, user: str) -> str:
    """Return the password of `user` on `host` from the key ring of the computer, or nothing."""
    try:
        ring: Any = importlib.import_module("keyring")
        return str(ring.get_password(f"handbook:{host}", user) or "")
    except ImportError:
        return ""
    except Exception:  # noqa: BLE001 - a ring that cannot be opened is one without this password
        return ""


def _other(address: str) -> Target:
    if urlsplit(address.rpartition("::")[2]).password is not None:
        raise WorkplaceError(_password(address))
    try:
        files, root = url_to_fs(address, skip_instance_cache=True, use_listings_cache=False)
        return Target(files=files, root=root.rstrip("/"), shown=shown(address), wait=time.sleep)
    except (ImportError, ValueError) as error:
        raise WorkplaceError(_unknown(address, _why(error))) from error
    except Exception as error:  # a file system of somebody else may raise anything
        if kind_of(error) != "other":
            raise told(error, shown(address)) from error
        why = f"dit doel is niet te openen ({type(error).__name__})"
        raise WorkplaceError(_unknown(address, why)) from error


def _why(error: Exception) -> str:
    if isinstance(error, ImportError):
        return "daarvoor ontbreekt een Python-pakket"
    return "dit soort adres is niet bekend"


def _password(address: str) -> Problem:
    return Problem(
        Place(shown(address)),
        code="HB542",
        what="er staat een wachtwoord in het adres; dat komt in logboeken en geschiedenissen",
        mend=f"Haal het weg, en zet het in {PASSWORD} of in de sleutelbos. Wijzig het als u kunt.",
    )


def _unknown(address: str, why: str, mend: str = "") -> Problem:
    known = "Kies een map, een adres van WebDAV (https://…), een .zip, of een adres van fsspec."
    scheme = address.partition(":")[0]
    need = f"Voor '{scheme}' kan een pakket van fsspec nodig zijn."
    return Problem(
        Place(shown(address)),
        code="HB543",
        what=f"hierheen kan niet worden gepubliceerd: {why}",
        mend=f"{mend[:1].upper()}{mend[1:]}" if mend else f"{known}\n{need}",
    )
