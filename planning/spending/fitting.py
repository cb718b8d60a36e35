"""Which answers do not fit together. Pure: a table, and one question to it."""

from planning.spending.enums import Said

# Earlier, new: a new answer takes away what an earlier one gave, or gives what one refused. "Yes" after "yes, if" fits:
# it only takes a condition away. "Let us talk" decides nothing, so it fits everything.
DO_NOT_FIT = frozenset(
    {
        (Said.YES, Said.NO),
        (Said.YES, Said.YES_IF),
        (Said.YES_IF, Said.NO),
        (Said.NO, Said.YES),
        (Said.NO, Said.YES_IF),
    }
)
# These fit only where they say the same: another condition is another answer.
FIT_IN_THE_SAME_WORDS = frozenset({(Said.YES_IF, Said.YES_IF)})


def contradicts(earlier: str, new: str, *, earlier_words: str = "", new_words: str = "") -> bool:
    """Whether a new answer does not fit one that counts, both about the same thing."""
    pair = (Said(earlier), Said(new))
    if pair in FIT_IN_THE_SAME_WORDS:
        return _plain(earlier_words) != _plain(new_words)
    return pair in DO_NOT_FIT


def _plain(words: str) -> str:
    return " ".join(words.casefold().split()).rstrip(".")
