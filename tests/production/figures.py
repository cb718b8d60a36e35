"""What a long check prints, and keeps in var/."""

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings


@dataclass
class Figures:
    """Named figures of one check."""

    name: str
    lines: dict[str, object] = field(default_factory=dict)

    def write(self) -> None:
        """Print them, and keep them."""
        path = Path(settings.VAR) / f"{self.name}.json"
        path.write_text(json.dumps(self.lines, indent=2) + "\n")
        width = max(map(len, self.lines))
        rows = [f"  {what:<{width}}  {figure}" for what, figure in self.lines.items()]
        sys.stdout.write("\n".join(["", "", f"{self.name} (also in {path.name}):", *rows, ""]))
