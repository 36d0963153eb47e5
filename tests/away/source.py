"""A small organisation of which the texts and the set of documents change at random."""

import random
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml
from loading.world import GOOD, write
from word.merging.fuzzing import WORDS

NAME = "linde"
EQUAL = ("Leg dit vast in het dossier.", "Niet van toepassing.", "Bespreek dit in het team.")
"""Steps that many procedures have, some more than once: only their place tells them apart."""
WHEN = {
    "PP-02": {"onderdelen": ["139"]},
    "PP-03": {"kenmerken": ["vrijwilligers"]},
    "PP-04": {"activiteiten": ["schuldhulp"]},
}
"""What each procedure that may leave the set hangs on: a norm part, a characteristic, work."""
CODES = ("PP-01", *WHEN, "PP-05")


@dataclass(frozen=True)
class Step:
    """A step of a procedure: its own id, which stays, and its text."""

    id: str
    text: str


@dataclass
class Source:
    """What the documents are made from; each text that it wrote has a token like `s2007x`."""

    chance: random.Random
    steps: dict[str, list[Step]] = field(default_factory=dict)
    aims: dict[str, str] = field(default_factory=dict)
    out: set[str] = field(default_factory=set)
    name: str = "De Linde"
    number: int = 0
    made: int = 0

    def __post_init__(self) -> None:
        for code in CODES:
            self.aims[code] = f"{self._sentence()}."
            texts = [f"{self._sentence()}." for _ in range(14)]
            shuffled = self.chance.sample([*texts, *EQUAL, EQUAL[0]], 18)
            self.steps[code] = [self._step(each) for each in shuffled]

    def change(self, release: int) -> None:
        """Change some of the texts, and now and then the name of the organisation."""
        self.number = 1_000 * release
        for code in CODES:
            for _ in range(self.chance.choice((0, 1, 2, 3))):
                self._change_one(code)
        if self.chance.random() < 0.1:
            self.name = "De Populier" if self.name == "De Linde" else "De Linde"

    def turn(self) -> tuple[list[str], list[str]]:
        """Return the documents that leave the set now, and those that come back to it."""
        back = sorted(self.out)
        gone = [each for each in WHEN if each not in self.out and self.chance.random() < 0.3]
        self.out = set(gone)
        return gone, back

    def put(self, root: Path) -> None:
        """Write the profile and the procedures in the working folder `root`."""
        home = root / "organisations"
        write(home, {f"{NAME}.yaml": self._profile()})
        write(
            home / NAME / "inhoud/procedures",
            {f"{code}.yaml": self._procedure(code) for code in CODES},
        )

    def _profile(self) -> str:
        parts = "[138]" if "PP-02" in self.out else "[138, 139]"
        traits = "" if "PP-03" in self.out else "kenmerken: [vrijwilligers]\n"
        work = "maatschappelijk-werk" + ("" if "PP-04" in self.out else ", schuldhulp")
        text = GOOD.replace("01234567", '"01234567"').replace("[138]", parts)
        text = text.replace("De Linde", self.name)
        return f"{text}{traits}activiteiten: {{138: [{work}]}}\n"

    def _procedure(self, code: str) -> str:
        number = CODES.index(code) + 1
        steps = [
            {"id": each.id, "rol": "teamleider", "actie": each.text} for each in self.steps[code]
        ]
        told = {
            "id": code,
            "soort": "procedure",
            "titel": f"Werkwijze {number}",
            "groep": "primair proces",
            "thema": "toegang",
            "dekt": ["intake-aanmelding" if number % 2 else "intake-wachttijd"],
            "doel": self.aims[code],
            "toepassing": "Bij elke aanmelding.",
            "eigenaar": "teamleider",
            "stappen": steps,
            "formulieren": ["F-01"],
        }
        when = {"wanneer": WHEN[code]} if code in WHEN else {}
        return yaml.safe_dump({**told, **when}, allow_unicode=True, sort_keys=False, width=1_000)

    def _change_one(self, code: str) -> None:
        steps = self.steps[code]
        at = self.chance.randrange(len(steps))
        way = self.chance.choice(("word", "word", "new", "equal", "drop", "swap", "aim"))
        if way == "word" and steps[at].text not in EQUAL:
            steps[at] = replace(steps[at], text=self._other(steps[at].text))
        elif way == "new":
            steps.insert(at, self._step(f"{self._sentence()} {self._token()}."))
        elif way == "equal":
            steps.insert(at, self._step(self.chance.choice(EQUAL)))
        elif way == "drop" and len(steps) > 12:
            del steps[at]
        elif way == "swap":
            steps.append(steps.pop(at))
        elif way == "aim":
            self.aims[code] = self._other(self.aims[code])

    def _step(self, text: str) -> Step:
        self.made += 1
        return Step(f"stap-{self.made}", text)

    def _other(self, text: str) -> str:
        words = text.rstrip(".").split(" ")
        words.insert(self.chance.randrange(len(words) + 1), self._token())
        return f"{' '.join(words)}."

    def _sentence(self) -> str:
        return " ".join(self.chance.choice(WORDS) for _ in range(self.chance.randint(4, 12)))

    def _token(self) -> str:
        self.number += 1
        return f"s{self.number}x"
