"""The page for auditors: what it tells them to run, runs, without the program."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

from examples import ROOT

from handbook import storage
from handbook.model.sources.register import Entry, Frozen, Register, Version
from handbook.tailoring.control.checksum_chain import as_found, short, with_added, with_approvals

PAGE = (ROOT / "docs" / "auditor.md").read_text(encoding="utf-8")
[RECIPE] = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
DAY = date(2026, 12, 1)


def version(number: str, approver: str) -> Version:
    return Version(
        versie=number,
        status="vastgesteld",
        datum=DAY,
        herziening=date(2028, 12, 1),
        inhoud="ab",
        reden='een "reden"\u2028van\x85twee regels',
        vastgesteld_door=approver,
        vastgesteld_op=DAY,
        archief=(Frozen(bestand=f"PP-01-{number}.docx", sha256="a" * 64),),
    )


def chained() -> Register:
    entry = Entry(
        document="PP-01",
        code="PP-01",
        titel="Aanmelding",
        bestand="PP-01.docx",
        versies=(version("1.0", "B. Stuur"),),
    )
    register = as_found(Register(documenten=(entry,)), DAY)
    more = entry.model_copy(update={"versions": (*entry.versions, version("2.0", "C. Ünal"))})
    register = with_approvals(register.model_copy(update={"entries": (more,)}), {"PP-01"}, DAY)
    return with_added(register, "PP-01", Frozen(bestand="PP-01-2.0.pdf", sha256="b" * 64), DAY)


def recipe(folder: Path, text: str) -> list[str]:
    (folder / "register.yaml").write_bytes(text.encode())
    (folder / "ketting.py").write_text(RECIPE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "ketting.py"], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def test_an_auditor_counts_the_sums_without_the_program(tmp_path: Path) -> None:
    register = chained()
    right = [f"{at} {short(link.sum)} klopt" for at, link in enumerate(register.chain, start=1)]
    text = storage.render_register(register)
    assert len(right) == 3
    assert recipe(tmp_path, text) == right
    assert recipe(tmp_path, text.replace("\n", "\r\n")) == right


def test_an_auditor_sees_a_link_that_somebody_changed_or_took_out(tmp_path: Path) -> None:
    text = storage.render_register(chained())
    head, chain = text.split("\nketting:\n")
    changed = recipe(tmp_path, f"{head}\nketting:\n{chain.replace('C. Ünal', 'X', 1)}")
    assert [line.split(" ", 2)[2] for line in changed] == ["klopt", "KLOPT NIET", "KLOPT NIET"]
    first, _, *rest = chain.split("\n  - ")
    shorter = recipe(tmp_path, f"{head}\nketting:\n{first}\n  - {rest[0]}")
    assert [line.split(" ", 2)[2] for line in shorter] == ["klopt", "KLOPT NIET"]


def test_a_register_without_a_chain_has_nothing_to_count(tmp_path: Path) -> None:
    assert recipe(tmp_path, storage.render_register(Register())) == []
