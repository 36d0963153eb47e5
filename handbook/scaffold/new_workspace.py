"""The files of a new working folder."""

import json
from collections.abc import Mapping, Sequence


def workspace_files(content: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    """Return the files of a new working folder, by their path in it.

    `content` says where files of each kind of content stand, by the name of their schema.
    """
    return {
        ".vscode/extensions.json": _json({"recommendations": ["redhat.vscode-yaml"]}),
        ".vscode/settings.json": _json(_settings(content)),
        ".vscode/tasks.json": _json(_TASKS),
        "LEESMIJ.txt": _README,
    }


# Files to double-click on Windows, and what each does.
WINDOWS_FILES = {
    "Bouwen.cmd": "build",
    "Controleren.cmd": "check",
    "Meekijken.cmd": "watch",
}


def windows_files() -> Mapping[str, str]:
    """Return the files to double-click on Windows, by name; with the ends of lines it wants."""
    return {name: _double_click(command) for name, command in WINDOWS_FILES.items()}


def _double_click(command: str) -> str:
    """Return a file that runs `command` in the folder it lies in, and waits for a key.

    ASCII, since nobody knows the code page; quotes for a blank or & in the folder, and no delayed
    expansion for one with an exclamation mark.
    """
    lines = (
        "@echo off",
        "setlocal DisableDelayedExpansion",
        "chcp 65001 >nul",
        'cd /d "%~dp0"',
        "where handbook >nul 2>nul",
        "if errorlevel 1 (",
        f"  py -m handbook {command}",
        ") else (",
        f"  handbook {command}",
        ")",
        "pause",
    )
    return "".join(f"{line}\r\n" for line in lines)


def _settings(content: Mapping[str, Sequence[str]]) -> Mapping[str, object]:
    """Return which schema goes with which file, and what keeps a screen in Dutch."""
    places = {"profiel": ("organisations/*.yaml",), **content}
    return {
        "yaml.schemas": {
            f".handbook/{name}.schema.json": list(where) for name, where in places.items()
        },
        "yaml.hoverSchemaSource": False,
        "yaml.schemaStore.enable": False,
        "files.encoding": "utf8",
    }


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


# What a message begins with: organisations/linde.yaml:3:6: what is wrong [HB118]
_MATCHER = {
    "owner": "handbook",
    "fileLocation": ["relative", "${workspaceFolder}"],
    "pattern": {
        "regexp": r"^\s*(\S.*?\.(?:yaml|yml|md)):(\d+):(\d+): (.*) \[(HB\d+)\]$",
        "file": 1,
        "line": 2,
        "column": 3,
        "message": 4,
        "code": 5,
    },
}
_TASKS = {
    "version": "2.0.0",
    "tasks": [
        {
            "label": "handbook: controleren",
            "type": "shell",
            "command": "handbook check",
            "problemMatcher": _MATCHER,
        },
        {
            "label": "handbook: bouwen",
            "type": "shell",
            "command": "handbook build",
            "group": {"kind": "build", "isDefault": True},
            "problemMatcher": _MATCHER,
        },
        {
            "label": "handbook: meekijken",
            "type": "shell",
            "command": "handbook watch",
            "isBackground": True,
            "problemMatcher": {
                **_MATCHER,
                "background": {
                    "activeOnStart": True,
                    "beginsPattern": r"^\d\d:\d\d:\d\d .*gewijzigd",
                    "endsPattern": "Ik kijk|in \\d+,\\d s$|verandert geen document",
                },
            },
        },
    ],
}


_README = """\
Werkmap van handbook

organisations/   een profiel per organisatie (organisations/<naam>.yaml) en een map met haar eigen
                 logo, teksten (inhoud/), sjablonen en documentenregister
templates/       eigen Word-sjablonen; leeg: die van handbook
output/          de documenten; hier werkt u in Word. handbook schrijft nooit over uw wijzigingen.

handbook new     maakt een nieuw profiel
handbook check   kijkt of alles klopt
handbook build   maakt de documenten

handbook vragenlijst   zet de open velden als vragen in Word, om op te sturen
handbook antwoorden    leest de ingevulde vragenlijst terug
"""
