"""What a reader types into search."""

import re

from django.http import QueryDict

LONGEST = 200
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")


class SearchForm:
    """The words of a search, whatever was sent: cut at 200 signs, without signs that no text has."""

    def __init__(self, data: QueryDict) -> None:
        self.typed = data.get("q") or ""

    def words(self) -> str:
        """The words to look for; "" when there are none."""
        cleaned = " ".join(_CONTROL.sub(" ", self.typed).split())[:LONGEST]
        return cleaned if any(sign.isalnum() for sign in cleaned) else ""

    def too_short(self) -> bool:
        """Whether something was typed that holds no word."""
        return bool(self.typed.strip()) and not self.words()
