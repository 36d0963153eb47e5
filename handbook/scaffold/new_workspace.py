"""The files of a new working folder."""

import json
from collections.abc import Mapping


def workspace_files(schema: Mapping[str, object]) -> Mapping[str, str]:
    """Return the files of a new working folder, by their path in it."""
    return {
        ".handbook/profiel.schema.json": schema_text(schema),
        ".vscode/extensions.json": json.dumps({"recommendations": ["redhat.vscode-yaml"]}, indent=2)
        + "\n",
        "LEESMIJ.txt": _README,
    }


def schema_text(schema: Mapping[str, object]) -> str:
    """Return the JSON Schema of profiles as the text of a file."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


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
