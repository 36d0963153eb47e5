"""The answers of a questionnaire as text: YAML that a person can read and git can compare."""

import re
from collections.abc import Mapping

from handbook.model.common.yaml_lines import quoted

_HEAD = """\
# Antwoorden op de open velden, zoals zij in de ingevulde vragenlijst stonden.
# 'handbook antwoorden' schrijft dit bestand telkens opnieuw: zet er niets bij.
# Een antwoord veranderen? Zet het in het profiel bij 'invullen'; dat gaat voor.
# Een antwoord intrekken? Haal de regel hier weg.
"""
_NOBODY: Mapping[str, str] = {}
_PLAIN = re.compile(r"[A-Za-z][\w-]*\.[\w.-]+", re.ASCII)


def render_answers(
    organisation: str, answers: Mapping[str, str], whose: Mapping[str, str] = _NOBODY
) -> str:
    """Return the text of antwoorden.yaml: the answers of `organisation` in order of their id.

    `whose` gives by Dutch key what else tells whose they are: kenmerk, naam and kvk, as far as
    they are known.
    """
    told = {"organisatie": organisation, **whose}
    lines = ['formaat: "1"\n', *(f"{key}: {quoted(text)}\n" for key, text in told.items() if text)]
    lines.append("invullen:\n" if answers else "invullen: {}\n")
    lines += [f"  {_key(key)}: {quoted(text)}\n" for key, text in sorted(answers.items())]
    return _HEAD + "".join(lines)


def _key(key: str) -> str:
    return key if _PLAIN.fullmatch(key) else quoted(key)
