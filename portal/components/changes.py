"""Which words of a text are new, and which are gone."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# A full stop is a piece of its own, so that "out." and "out on Thursday." share the word "out".
PIECE = re.compile(r"\w+(?:['’]\w+)*|\s+|[^\w\s]")
SENTENCE = re.compile(r"[^.!?\n]*[.!?\n]+|[^.!?\n]+")
# To compare this many pairs of pieces takes a fifth of a second at worst.
MOST_PAIRS = 2_000_000
SAID = {"ins": "added", "del": "taken out"}


def mark_changes(before: str, after: str, *, show_removed: bool = False, said: bool = False) -> SafeString:
    """`after` with the words that `before` has not in <ins>; with `show_removed`, what went in <del>.

    said: adds "(added: …)" and "(taken out: …)" for those who hear the page.
    Long texts with little in common are compared sentence by sentence, or as a whole: their reader would wait
    for minutes otherwise, and would see no more in it.
    """
    parts: list[SafeString] = []
    for gone, come in _in_one(_differences(*_pieces(before, after))):
        if gone == come:
            parts.append(format_html("{}", come))
            continue
        if show_removed:
            parts.append(_wrapped("del", gone, said=said))
            # Where one word takes another's place, the two do not stick together.
            parts.append(format_html("{}", " " if said and gone.strip() and come.strip() else ""))
        parts.append(_wrapped("ins", come, said=said))
    return format_html_join("", "{}", ((part,) for part in parts))


def mark_all(text: str, element: str) -> SafeString:
    """A whole text as added ("ins") or taken out ("del"), which is said to those who hear the page."""
    return _wrapped(element, text, said=True)


def _pieces(before: str, after: str) -> tuple[list[str], list[str]]:
    """Both texts in pieces that can be compared in a moment: words, else sentences, else the whole."""
    for piece in (PIECE, SENTENCE):
        old, new = piece.findall(before), piece.findall(after)
        start = _common(old, new)
        end = _common(old[start:][::-1], new[start:][::-1])
        if (len(old) - start - end) * (len(new) - start - end) <= MOST_PAIRS:
            return old, new
    return [before], [after]


def _differences(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What stood there and what stands there now, part for part; both alike where nothing changed."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    old_rest, new_rest = old[start : len(old) - end], new[start : len(new) - end]
    yield ("".join(old[:start]),) * 2
    matcher = SequenceMatcher(None, old_rest, new_rest, autojunk=False)
    for _, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        yield "".join(old_rest[old_from:old_to]), "".join(new_rest[new_from:new_to])
    yield ("".join(old[len(old) - end :]),) * 2


def _in_one(differences: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Changes with nothing but a space between them are one change: words that alternate cannot be read."""
    waiting, between = ("", ""), ""
    for gone, come in differences:
        if gone == come and not gone.strip() and any(waiting):
            between += gone
        elif gone == come:
            yield from (waiting, (between, between), (gone, come))
            waiting, between = ("", ""), ""
        else:
            waiting = (waiting[0] + between + gone, waiting[1] + between + come)
            between = ""
    yield from (waiting, (between, between))


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """With how many equal pieces both begin."""
    return next(
        (n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new))
    )


def _wrapped(element: str, text: str, *, said: bool) -> SafeString:
    """The words in an element, and the spaces around them outside it."""
    words = text.strip()
    if not words:
        return format_html("{}", text)
    before, after = text[: text.index(words)], text[text.index(words) + len(words) :]
    hidden = '<span class="govuk-visually-hidden">{}</span>' if said else "{}"
    start = format_html(hidden, f"({SAID[element]}: " if said else "")
    end = format_html(hidden, ") " if said else "")
    return format_html("{}<{}>{}{}{}</{}>{}", before, element, start, words, end, element, after)
