"""What a document holds that the organisation wrote itself: a file, and no words of ours."""

from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from handbook.model.documents.edit_report import named


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnBody:
    """A document that the organisation wrote itself: the SHA-256 of its file, and its name.

    `review` is the day on which its owner looks at it again, where she chose one; `replaces` are
    the items that left the set for it. `with_properties` asks for properties and a seal in the
    file that goes out; without, its bytes stay as they are.
    """

    digest: str = named("som")
    file: str = ""
    review: date | None = None
    replaces: tuple[str, ...] = ()
    with_properties: bool = False

    @property
    def suffix(self) -> str:
        """The ending of its file: .docx, .pdf or .xlsx."""
        return PurePosixPath(self.file).suffix.casefold()
