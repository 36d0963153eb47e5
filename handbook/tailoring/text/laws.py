"""Laws and limits in words: what is certain or was checked as fact, what is doubted with a mark."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from handbook.model.common.base_record import date_text
from handbook.model.documents.document import Doubt
from handbook.model.sources.content import Deadline, Form, Mark, Run, Runs
from handbook.model.sources.library import Library
from handbook.model.sources.norm import Dated
from handbook.model.sources.profile import Profile
from handbook.model.sources.reference import Amendment, Article, Check, Law, Sourced

# Hard blanks: a mark that breaks in a narrow column is no mark.
DOUBT = "[na\u00a0te\u00a0gaan]"
LIMIT_DOUBT = "[termijn\u00a0na\u00a0te\u00a0gaan]"
_YEAR = 365  # days after which a reading is to be done anew
DOUBTED: Runs = (Run(text=" "), Run(text=DOUBT, mark="twijfel"))
_MARKED = re.compile(
    r"\[(?:(?P<proposal>voorstel)|(?:termijn\s)?na\ste\sgaan)\b[^\[\]]*\]", re.IGNORECASE
)


def marked(run: Run) -> Iterator[Run]:
    """Yield `run` in pieces: what it calls a proposal, or not certain, wears the mark of that.

    A text of the library says it between brackets: "[voorstel: 5 jaar]", "[na te gaan]".
    """
    start = 0
    for match in _MARKED.finditer(run.text):
        mark: Mark = "voorstel" if match["proposal"] else "twijfel"
        yield replace(run, text=run.text[start : match.start()])
        yield replace(run, text=match.group().replace("na te gaan", DOUBT[1:-1]), mark=mark)
        start = match.end()
    yield replace(run, text=run.text[start:]) if start else run


def enumerated(words: Sequence[str]) -> str:
    """Return `words` as a sentence lists them, "138, 139 en 140"; "" where there are none."""
    return " en ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def deadline_id(item: str, deadline: Deadline) -> str:
    """Return the id under which a profile records the check of a doubted limit."""
    return f"{item}.termijnen.{deadline.id}"


def retention_id(form: str) -> str:
    """Return the id under which a profile says how long a form is kept."""
    return f"{form}.bewaren"


def retentions_to_choose(profile: Profile, forms: Iterable[Form]) -> tuple[str, ...]:
    """Return the ids of how long forms are kept that so far are proposed or not certain."""
    return tuple(
        retention_id(form.id)
        for form in forms
        if retention_id(form.id) not in profile.deadlines and _MARKED.search(form.retention)
    )


def check_of_limit(profile: Profile, item: str, deadline: Deadline) -> Check | None:
    """Return who checked a doubted limit: the organisation, else the pack; None if nobody did."""
    return profile.checks.get(deadline_id(item, deadline)) or deadline.check


def is_doubted(profile: Profile, item: str, deadline: Deadline) -> bool:
    """Tell whether a limit may not print as fact."""
    return bool(deadline.doubt) and check_of_limit(profile, item, deadline) is None


def law_runs(profile: Profile, library: Library, source: Sourced, day: date | None = None) -> Runs:
    """Return the law that `source` names with its articles: "Wmo 2015, art. 2.2.4 en 3.1".

    The number of a doubted article stays away; a mark stands in its place. An article that does
    not hold on `day` is not cited; of a law that does not it is said.
    """
    law = library.laws.get(source.law)
    if law is None:
        return ()
    articles = _holding(law, source.articles, day)
    sure = [each for each in articles if not _doubted(profile, law, each)]
    cited = f", {_cited(sure)}" if sure else ""
    standing = f" ({said})" if (said := standing_of(law, day)) else ""
    runs = (Run(text=f"{law.name}{cited}{standing}"),)
    if len(sure) == len(articles):
        return runs
    return (*runs, *DOUBTED)


def about_runs(profile: Profile, law: Law) -> Runs:
    """Return what a law is about, with what is not certain of it or what was found of that."""
    checked = profile.checks.get(law.doubt_id())
    said = Run(text=law.about)
    if not law.doubt:
        return (said,)
    if checked is None:
        return (said, Run(text=f" {law.doubt}:"), *DOUBTED)
    return (said, Run(text=f" {checked.outcome}")) if checked.outcome else (said,)


def amendment_mark(profile: Profile, law: Law, change: Amendment) -> Runs:
    """Return what stands behind a change of a law: a mark, or what the organisation found."""
    checked = profile.checks.get(law.amendment_id(change))
    if change.is_certain or (checked and not checked.outcome):
        return ()
    return (Run(text=f" {checked.outcome}"),) if checked else DOUBTED


def law_doubts(
    profile: Profile, laws: Iterable[Law], changes: Iterable[tuple[Law, Amendment]]
) -> tuple[Doubt, ...]:
    """Return what is doubted of the laws and their changes that a set prints."""
    about = [Doubt(id=law.doubt_id(), what=law.name, why=law.doubt) for law in laws if law.doubt]
    changed = [
        Doubt(id=law.amendment_id(change), what=f"{law.name}, {change.told}", why=change.what)
        for law, change in changes
        if not change.is_certain
    ]
    return tuple(each for each in (*about, *changed) if each.id not in profile.checks)


def standing_of(law: Dated, day: date | None) -> str:
    """Return that a law ended or is to come on `day`, in Dutch; "" where it holds."""
    if law.in_force(day):
        return ""
    if day and law.until and law.until <= day:
        return f"geldt niet meer sinds {date_text(law.until)}"
    return f"geldt vanaf {date_text(law.since)}" if law.since else ""


def _holding(law: Law, numbers: Iterable[str], day: date | None) -> list[str]:
    """Return the articles that hold on `day`; one that the law list does not have does."""
    found = ((each, law.article(each)) for each in numbers)
    return [number for number, article in found if article is None or article.in_force(day)]


def doubts(
    profile: Profile,
    library: Library,
    limits: Iterable[tuple[str, Deadline]],
    used: Iterable[Sourced],
    day: date | None = None,
) -> tuple[Doubt, ...]:
    """Return what is doubted in a set that prints these limits and rests on these sources.

    Args:
        profile: with what the organisation went after.
        library: with the laws.
        limits: each limit that prints, after the item it belongs to.
        used: everything that cites an article.
        day: the day of which texts tell the law.
    """
    found: dict[str, Doubt] = {}
    for item, deadline in limits:
        if is_doubted(profile, item, deadline):
            id_ = deadline_id(item, deadline)
            found[id_] = Doubt(id=id_, what=deadline.what, why=deadline.doubt)
    for source in used:
        law = library.laws.get(source.law)
        for number in _holding(law, source.articles, day) if law else ():
            if law and _doubted(profile, law, number):
                id_ = law.article_id(number)
                article = law.article(number)
                found[id_] = Doubt(
                    id=id_,
                    what=f"{law.name}, {_cited([number])}",
                    why=f"over {article.about}" if article else "",
                )
    return tuple(found.values())


def _doubted(profile: Profile, law: Law, number: str) -> bool:
    article: Article | None = law.article(number)
    if article is None:
        return True
    checked = profile.checks.get(law.article_id(number)) or article.check
    return not article.is_certain and checked is None


def readings_due(library: Library, day: date) -> list[tuple[Law, Article, date]]:
    """Return the articles whose reading is older than a year on `day`, the oldest first."""
    due = [
        (law, article, article.reading.on)
        for law in library.laws.values()
        for article in law.articles
        if article.reading is not None and (day - article.reading.on).days > _YEAR
    ]
    return sorted(due, key=lambda each: (each[2], each[0].id, each[1].number))


def _cited(numbers: Iterable[str]) -> str:
    """Return article numbers as a sentence cites them: "art. 4 en 5, hfd. 5"."""
    listed = list(numbers)
    plain = [number for number in listed if number[:1].isdigit()]
    others = [number for number in listed if not number[:1].isdigit()]
    articles = f"art. {enumerated(plain)}" if plain else ""
    return ", ".join(filter(None, (articles, *others)))
