"""The document register as text: YAML that a person can read and git can compare."""

from handbook.model.common.yaml_lines import lines_of
from handbook.model.sources.register import Register

_HEAD = """\
# Documentenregister: elk document dat er ooit was, met zijn code en zijn versies.
# 'handbook' schrijft dit bestand. Verander het niet met de hand.
# Bewaar het goed: het is een kwaliteitsregistratie, en een code komt nooit terug op een ander stuk.
"""


def render_register(register: Register) -> str:
    """Return `register` as the text of register.yaml: Dutch keys, quoted texts, ISO dates."""
    return _HEAD + "".join(f"{line}\n" for line in lines_of(register, shown=("entries",)))
