"""What came of taking over a folder, for a terminal."""

from handbook.model.features.take_over import TakeOver


def as_text(told: TakeOver) -> str:
    """Return what came of each file, and what to do next, in Dutch."""
    lines: list[str] = []
    for each in told.taken:
        lines.append(f"  {each.item}  {each.title}  ({each.path})")
    known = [each for each in told.files if each.fate == "bekend"]
    lines += [f"  {each.item}  {each.path}: {each.why or 'is er al'}" for each in known]
    left = [each for each in told.files if each.fate == "niet overgenomen"]
    if left:
        lines += ["", _counted(len(left), "bestand blijft", "bestanden blijven") + " achter:"]
        lines += [f"  {each.path}: {each.why}" for each in left]
    return "\n".join([_head(told), *lines, *_next(told)])


def _head(told: TakeOver) -> str:
    number = len(told.taken)
    if not told.files:
        return "In deze map liggen geen bestanden."
    if not number:
        return "Er is niets nieuws over te nemen."
    word = "overgenomen" if told.done else "over te nemen"
    return f"{_counted(number, 'bestand', 'bestanden')} {word} voor {told.organisation}:"


def _next(told: TakeOver) -> list[str]:
    if not told.done:
        return []
    return [
        "",
        "De bestanden in uw eigen map zijn niet veranderd.",
        f"Kijk elk voorstel na in {told.file}, en zet 'bevestigd' op ja.",
        f"Bouw daarna: handbook maak {told.organisation}",
    ]


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
