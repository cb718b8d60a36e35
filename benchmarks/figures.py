"""One figure of a comparison."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """How ours compares with what stands beside it, measured in the same run.

    better: "higher" or "lower"; goal: the ratio to reach.
    """

    name: str
    ours: float
    beside: float
    goal: float
    better: str
    unit: str

    @property
    def ratio(self) -> float:
        return self.ours / self.beside if self.beside else 0.0

    def __str__(self) -> str:
        sign = "at least" if self.better == "higher" else "at most"
        return (
            f"{self.name}: {self.ratio:.2f} (goal {sign} {self.goal:g}; "
            f"ours {self.ours:.1f} {self.unit}, beside {self.beside:.1f} {self.unit})"
        )

    def as_json(self) -> dict[str, Any]:
        """The entry of var/bench.json."""
        return {
            "ratio": round(self.ratio, 3),
            "goal": self.goal,
            "better": self.better,
            "ours": round(self.ours, 2),
            "beside": round(self.beside, 2),
            "unit": self.unit,
        }
