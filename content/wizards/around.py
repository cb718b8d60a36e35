"""What a page shows around one question of a step."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Around:
    """What a page shows around one question. who: "you and Sunita", "" for no line; panels: of higher slices;
    folded: whether the answer stays closed until its writer opens it."""

    who: str = ""
    who_url: str = ""
    typed_by: str = ""
    folded: bool = False
    panels: list[Any] = field(default_factory=list)

    @property
    def within_form(self) -> list[Any]:
        """The panels that stand directly below their question."""
        return [panel for panel in self.panels if panel.within_form]

    @property
    def below_form(self) -> list[Any]:
        """The panels with forms of their own, which cannot stand inside the step's."""
        return [panel for panel in self.panels if not panel.within_form]
