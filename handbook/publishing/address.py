"""An address that a user typed becomes a target; passwords come from elsewhere, and go nowhere."""

import importlib
import os
import posixpath
import re
import time
from collections.abc import Mapping
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import url2pathname

from fsspec.core import url_to_fs
from fsspec.registry import registry

from handbook.errors import Place, Problem, WorkplaceError
from handbook.publishing.host_error_messages import kind_of, told
from handbook.publishing.stores import Folder, Other
from handbook.publishing.target import Target
from handbook.publishing.timeout import Waiting

USER, PASSWORD = "HANDBOOK_PUBLICEER_NAAM", "HANDBOOK_PUBLICEER_WACHTWOORD"
_WEBDAV: Mapping[str, str] = {
    "http": "http",
    "https": "https",
    "webdav": "https",
    "webdavs": "https",
    "dav": "https",
    "davs": "https",
}
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+._-]+)(://|::)")  # one letter is a drive of Windows
_CHAIN = re.compile(r"::(?![^/]*\])")  # between two file systems, and not in an address of IPv6
_KEEPS_VERSIONS = re.compile(r"/remote\.php/|\.sharepoint\.com(/|$)|^https?://d\.docs\.live\.net")
# What keeps files elsewhere. The rest that fsspec knows by itself reads only, lies in the memory of
# this program, or reaches another file system: a cache, an archive, a folder of this computer.
_HOSTS = frozenset(
    (
        *("sftp", "ssh", "smb", "s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl", "box"),
        *("gdrive", "dropbox", "hdfs", "webhdfs", "dbfs", "oci", "ocilake", "oss"),
        *("tos", "tosfs", "root", "lakefs", "hf"),
    )
)
_PLUG_INS = "fsspec.specs"
_LOCAL = re.compile(r"(?:file|local)://", re.IGNORECASE)
_THIS_COMPUTER = frozenset({"localhost", "127.0.0.1", "::1"})
_PACKAGES: Mapping[str, str] = {
    "sftp": "paramiko",
    "ssh": "paramiko",
    "smb": "smbprotocol",
    "s3": "s3fs",
    "gs": "gcsfs",
    "abfs": "adlfs",
    "az": "adlfs",
}
_TAKES_PASSWORD = frozenset({"sftp", "ssh", "smb"})


def open_target(address: str, environment: Mapping[str, str] = os.environ) -> Target:
    """Return the target at `address`: a folder, an address of WebDAV, or another host of fsspec.

    Raises:
        WorkplaceError: HB541 the folder above it is not there, HB542 a password in the address,
            HB543 a kind of address that is not known, keeps nothing elsewhere, cannot be opened, or
            whose package is not installed, HB548 a password would go over a line that others can
            read, or all of it.
        HandbookError: HB536 to HB540, the host refuses.
    """
    if (path := local_path(address)) is not None:
        return _folder(address, path)
    scheme, parts = _read(address)
    if scheme in _WEBDAV:
        return _webdav(address, parts, environment)
    if not scheme:
        raise WorkplaceError(
            _unknown(address, "het is geen adres, of er staan er meer achter elkaar")
        )
    if not _is_host(scheme):
        raise WorkplaceError(
            _unknown(address, f"'{scheme}://' is geen plek die documenten bewaart")
        )
    return _other(address, scheme, environment)


def _is_host(scheme: str) -> bool:
    """Tell whether a kind of address keeps documents elsewhere: one we know, or of a plug-in."""
    installed = [each.value for each in entry_points(group=_PLUG_INS) if each.name == scheme]
    plugged = [registry[scheme].__module__] if scheme in registry else []
    return scheme in _HOSTS or any(
        not each.startswith("fsspec.") for each in (*installed, *plugged)
    )


def local_path(address: str) -> Path | None:
    """Return the folder or file of this computer that `address` means, or None for a host.

    Raises:
        WorkplaceError: HB543 no file can have that name.
    """
    path = _path(address)
    if path is not None and "\0" in str(path):
        raise WorkplaceError(_unknown(address, "dit adres klopt niet"))
    return path


def steps(address: str) -> tuple[str, ...]:
    """Return the folders that `address` leads through, the last one last; empty on a bare host."""
    path = local_path(address)
    if path is not None:
        return real(path).parts
    bare = re.sub(r"[?#].*", "", address, flags=re.DOTALL).partition("://")[2]
    way = posixpath.normpath(unquote(bare.partition("/")[2]).replace("\\", "/"))
    return tuple(each for each in way.split("/") if each not in ("", "."))


def real(path: Path) -> Path:
    """Return where `path` is behind every link; a link that leads to itself stays as it is."""
    return Path(os.path.realpath(path))


def _path(address: str) -> Path | None:
    if _LOCAL.match(address):
        parts = urlsplit(address)
        share = f"//{parts.netloc}" if parts.netloc not in ("", "localhost") else ""
        return Path(url2pathname(f"{share}{parts.path}"))
    if _SCHEME.match(address):
        return None
    try:
        return Path(address).expanduser().absolute()
    except RuntimeError:  # a ~ before somebody who is not known here
        return Path(address).absolute()


def shown(address: str) -> str:
    """Return `address` as it may be printed: without name, password, query and fragment."""
    if _path(address) is not None:
        return address
    try:
        _parts(address)
    except ValueError:  # such as a password with a slash in it, that reads as a port
        return f"{address.partition(':')[0]}://…"
    bare = re.sub(r"[?#].*", "", address, flags=re.DOTALL)
    return re.sub(r"://[^/]*@", "://", bare).rstrip("/")


def _folder(address: str, path: Path) -> Target:
    if not address.strip():
        raise WorkplaceError(_unknown("''", "het adres is leeg"))
    foreign = os.sep == "/" and "\\" in address
    if foreign or not path.parent.is_dir():
        mend = "Kijk of de naam klopt en of de schijf of netwerkmap verbonden is."
        name = address if foreign else path.parent.name
        raise WorkplaceError(
            Problem(Place(address), "HB541", f"de map '{name}' bestaat niet", mend)
        )
    return Target(store=Folder(path), shown=address.rstrip("/\\") or address, wait=time.sleep)


def _read(address: str) -> tuple[str, SplitResult]:
    """Return the kind of `address` and its parts, with no password in any of them."""
    try:
        each = _parts(address)
    except ValueError as error:
        raise WorkplaceError(_unknown(address, "dit adres klopt niet")) from error
    if any(part.password is not None for part in each):
        raise WorkplaceError(_password(address))
    if any(part.scheme == "ftp" for part in each):
        raise WorkplaceError(_in_the_open(address, "over ftp:// gaat alles", "sftp"))
    return each[0].scheme if len(each) == 1 else "", each[0]


def _parts(address: str) -> list[SplitResult]:
    """Return `address`, or each of a chain of them, in parts; a ValueError where one is wrong."""
    each = [urlsplit(part) for part in _CHAIN.split(address)]
    for part in each:
        _ = part.port  # only reading it says whether it is a number
    return each


def _webdav(address: str, parts: SplitResult, environment: Mapping[str, str]) -> Target:
    if not parts.hostname:
        raise WorkplaceError(_unknown(address, "er staat geen server in"))
    scheme, host = _WEBDAV[parts.scheme], parts.netloc.rpartition("@")[2]
    user, password = _who(parts, environment)
    if password and scheme == "http" and parts.hostname not in _THIS_COMPUTER:
        raise WorkplaceError(_in_the_open(address, "over http:// gaat uw wachtwoord", "https"))
    try:
        # Only who publishes to WebDAV needs it: the extra 'webdav'.
        module = importlib.import_module("handbook.publishing.webdav.webdav_store")
    except ImportError as error:
        need = "Installeer het met: pip install 'handbook[webdav]'"
        raise WorkplaceError(_unknown(address, "WebDAV is niet geïnstalleerd", need)) from error
    url = f"{scheme}://{host}{parts.path.rstrip('/')}/"
    try:
        store = module.open_dav(url, user, password, whole=bool(_KEEPS_VERSIONS.search(url)))
    except Exception as error:  # such as a name with a space in it, or a wrong SSL_CERT_FILE
        raise WorkplaceError(_unknown(address, _cannot_open(error))) from error
    return Target(store=store, shown=shown(address), wait=time.sleep)


def _who(parts: SplitResult, environment: Mapping[str, str]) -> tuple[str, str]:
    """Return name and password, from the environment or from the key ring of the computer."""
    user = environment.get(USER) or unquote(parts.username or "")
    if password := environment.get(PASSWORD):
        return user, password
    try:
        ring: Any = importlib.import_module("keyring")
        found = ring.get_credential(f"handbook:{parts.hostname}", user or None)
    except ImportError:
        return user, ""
    except Exception:  # noqa: BLE001 - a ring that cannot be opened is one without this password
        return user, ""
    return (found.username or user, found.password or "") if found else (user, "")


def _other(address: str, scheme: str, environment: Mapping[str, str]) -> Target:
    options: dict[str, Any] = {"skip_instance_cache": True, "use_listings_cache": False}
    if scheme in _TAKES_PASSWORD:
        parts = urlsplit(address)
        user, password = _who(parts, environment)
        # fsspec takes the name from the address itself, and refuses it twice.
        options |= {"username": user} if user and not parts.username else {}
        options |= {"password": password} if password else {}
    waiting = Waiting()
    try:
        # Some connect here, to a host that may greet us without end.
        files, root = waiting.call(lambda: url_to_fs(address, **options))
    except (ImportError, ValueError) as error:
        need = _PACKAGES.get(scheme) if isinstance(error, ImportError) else None
        mend = f"Installeer het met: pip install {need}" if need else ""
        raise WorkplaceError(_unknown(address, _why(error), mend)) from error
    except Exception as error:  # some connect at once, and raise what they like
        if kind_of(error) != "other":
            raise told(error, shown(address)) from error
        raise WorkplaceError(_unknown(address, _cannot_open(error))) from error
    store = Other(files, root.rstrip("/"), waiting)
    return Target(store=store, shown=shown(address), wait=time.sleep)


def _cannot_open(error: Exception) -> str:
    return f"dit doel is niet te openen ({type(error).__name__})"


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
    known = "Kies een map, een adres van WebDAV (https://…), een .zip, of een adres als sftp://."
    return Problem(
        Place(shown(address)),
        code="HB543",
        what=f"hierheen kan niet worden gepubliceerd: {why}",
        mend=mend or known,
    )


def _in_the_open(address: str, what: str, instead: str) -> Problem:
    mend = (
        f"Er is niets verstuurd. Gebruik {instead}://. Kan de server dat niet, verbind hem"
        " dan als netwerkmap en publiceer naar die map."
    )
    said = f"{what} leesbaar over het netwerk"
    return Problem(Place(shown(address)), code="HB548", what=said, mend=mend)
