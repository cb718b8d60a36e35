"""Which part of the plan a payment is for, by what earlier ones with similar words were given. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self
from uuid import UUID

# What banks write beside who was paid.
_NOISE = frozenset(
    {
        "card",
        "payment",
        "payments",
        "purchase",
        "to",
        "from",
        "on",
        "at",
        "the",
        "direct",
        "debit",
        "dd",
        "so",
        "standing",
        "order",
        "faster",
        "fpo",
        "fpi",
        "bgc",
        "bacs",
        "transfer",
        "ref",
        "reference",
        "visa",
        "mastercard",
        "contactless",
        "pos",
        "gb",
        "gbr",
        "uk",
        "ltd",
        "limited",
        "deb",
        "via",
        "mobile",
        "app",
        "co",
    }
)
_WORDS = re.compile(r"[^\W\d_]{2,}")
# How much of the words has to be shared.
ALIKE = 0.5


def tokens(words: str) -> frozenset[str]:
    """What is left of a payment's words without figures, dates and what banks write beside them."""
    return frozenset(word for word in _WORDS.findall(words.casefold()) if word not in _NOISE)


@dataclass
class Earlier:
    """What earlier payments were given: by all their words, and by each."""

    given: dict[frozenset[str], UUID | None] = field(default_factory=dict)
    by_token: dict[str, list[frozenset[str]]] = field(default_factory=lambda: defaultdict(list))
    known: dict[frozenset[str], UUID | None] = field(default_factory=dict)

    @classmethod
    def of(cls, payments: Iterable[tuple[str, UUID | None]]) -> Self:
        """payments: (words, part of the plan or None), the latest first: what was decided last counts."""
        earlier = cls()
        for words, part in payments:
            said = tokens(words)
            if said and said not in earlier.given:
                earlier.given[said] = part
                for token in said:
                    earlier.by_token[token].append(said)
        return earlier

    def proposed(self, words: str) -> UUID | None:
        """The part that the most similar earlier payment was given; None where none is similar, or it got none."""
        said = tokens(words)
        if said not in self.known:
            self.known[said] = self.given[said] if said in self.given else self._similar(said)
        return self.known[said]

    def _similar(self, said: frozenset[str]) -> UUID | None:
        best, most = None, 0.0
        for token in said:
            for other in self.by_token.get(token, ()):
                share = len(said & other) / len(said | other)
                # The earliest met is the latest decided: another one has to be more alike.
                if share >= ALIKE and share > most:
                    best, most = other, share
        return self.given[best] if best is not None else None
