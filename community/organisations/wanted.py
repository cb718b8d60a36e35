"""What somebody looks for in the directory, as plain data."""

from dataclasses import dataclass, fields, replace
from typing import Any, Self


@dataclass(frozen=True)
class Here:
    """The middle of a town or a postcode district."""

    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Wanted:
    """Everything that an entry has to fit. Terms are given by their ids; of `access` an entry has to have all.

    within: miles from `here`; None for any distance. It means nothing without `here`.
    """

    words: str = ""
    here: Here | None = None
    within: int | None = None
    kind: int | None = None
    language: int | None = None
    audience: int | None = None
    access: tuple[int, ...] = ()

    def given(self) -> list[str]:
        """The names of what was asked for, in the order of the form."""
        return [each.name for each in fields(self) if getattr(self, each.name) and not self._idle(each.name)]

    def _idle(self, name: str) -> bool:
        return name == "within" and self.here is None

    def without(self, name: str) -> Self:
        """The same without one of these; without a place the distance goes, too."""
        empty: dict[str, Any] = {each.name: each.default for each in fields(self)}
        gone = {name: empty[name]}
        if name == "here":
            gone["within"] = None
        return replace(self, **gone)
