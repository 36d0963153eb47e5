"""A small client of the YAML language server: what an editor shows for a file."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SETTINGS = {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}


@dataclass(slots=True)
class LanguageServer:
    """A server that runs; `settings` is what an editor has under "yaml"."""

    process: "subprocess.Popen[bytes]"
    settings: Mapping[str, Any]
    asked: int = 0
    opened: int = 0
    told: dict[str, list[Any]] = field(default_factory=dict)

    def diagnostics(self, path: Path, text: str, *, named: bool = False) -> list[tuple[int, str]]:
        """Return the lines, from 1, at which the server complains of `text`, and its words.

        `named`: the file has the name of `path` itself; each such file can be asked for once.
        """
        uri = self._open(path, text, named=named)
        while uri not in self.told:
            self._take(self._read())
        self._say("textDocument/didClose", {"textDocument": {"uri": uri}})
        return [
            (each["range"]["start"]["line"] + 1, each["message"]) for each in self.told.pop(uri)
        ]

    def hover(self, path: Path, text: str, line: int, column: int) -> str:
        """Return what is shown at `line` and `column`, from 1, of `text`."""
        uri = self._open(path, text)
        where = {"line": line - 1, "character": column - 1}
        found = self.request(
            "textDocument/hover", {"textDocument": {"uri": uri}, "position": where}
        )
        self._say("textDocument/didClose", {"textDocument": {"uri": uri}})
        return str(found["contents"]["value"]) if found else ""

    def completions(self, path: Path, text: str, line: int, column: int) -> list[str]:
        """Return the words that are offered at `line` and `column`, from 1, of `text`."""
        uri = self._open(path, text)
        where = {"line": line - 1, "character": column - 1}
        found = self.request(
            "textDocument/completion", {"textDocument": {"uri": uri}, "position": where}
        )
        self._say("textDocument/didClose", {"textDocument": {"uri": uri}})
        return [each["label"] for each in found["items"]]

    def request(self, method: str, params: Mapping[str, Any]) -> Any:
        self.asked += 1
        self._send({"jsonrpc": "2.0", "id": self.asked, "method": method, "params": params})
        while True:
            message = self._read()
            if message.get("id") == self.asked and "method" not in message:
                return message.get("result")
            self._take(message)

    def _open(self, path: Path, text: str, *, named: bool = False) -> str:
        # A file that is closed is told to have no faults: each text is a file of its own.
        self.opened += 1
        uri = (path if named else path.with_name(f"{path.stem}-{self.opened}.yaml")).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._say("textDocument/didOpen", {"textDocument": document})
        return uri

    def _take(self, message: Mapping[str, Any]) -> None:
        if message.get("method") == "textDocument/publishDiagnostics":
            self.told[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            names = [each.get("section", "") for each in message["params"]["items"]]
            result = [self.settings if name == "yaml" else {} for name in names]
            self._send({"jsonrpc": "2.0", "id": message["id"], "result": result})
        elif "id" in message and "method" in message:
            self._send({"jsonrpc": "2.0", "id": message["id"], "result": None})

    def _say(self, method: str, params: Mapping[str, Any]) -> None:
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def _send(self, message: Mapping[str, Any]) -> None:
        data = json.dumps(message).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the language server stopped"
        message = json.loads(self.process.stdout.read(length))
        assert isinstance(message, dict)
        return message


@contextmanager
def language_server(
    tools: Path, root: Path, settings: Mapping[str, Any]
) -> Iterator[LanguageServer]:
    """Give the server of `tools` for the folder `root`, and end it."""
    program = tools / "node_modules/yaml-language-server/bin/yaml-language-server"
    with subprocess.Popen(
        ["node", str(program), "--stdio"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        server = LanguageServer(process, {**SETTINGS, **settings})
        able = {"workspace": {"configuration": True}, "textDocument": {"hover": {}}}
        folders = [{"uri": root.as_uri(), "name": "werkmap"}]
        server.request(
            "initialize",
            {
                "processId": None,
                "rootUri": root.as_uri(),
                "capabilities": able,
                "workspaceFolders": folders,
            },
        )
        server._say("initialized", {})
        server._say("workspace/didChangeConfiguration", {"settings": {"yaml": server.settings}})
        try:
            yield server
        finally:
            process.kill()
