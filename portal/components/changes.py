"""Which words of a suggestion are new."""

import re
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# A full stop is a piece of its own, so that "out." and "out on Thursday." share the word "out".
PIECE = re.compile(r"\w+(?:['’]\w+)*|\s+|[^\w\s]")


def mark_changes(before: str, after: str, *, show_removed: bool = False) -> SafeString:
    """`after` with the words that `before` has not in <ins>; with `show_removed`, what went in <del>."""
    old, new = PIECE.findall(before), PIECE.findall(after)
    parts: list[SafeString] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for change, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        gone, come = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        if change == "equal":
            parts.append(format_html("{}", come))
            continue
        if show_removed:
            parts.append(_wrapped("del", gone))
        parts.append(_wrapped("ins", come))
    return format_html_join("", "{}", ((part,) for part in parts))


def _wrapped(element: str, text: str) -> SafeString:
    """The words in an element, and the spaces around them outside it."""
    words = text.strip()
    if not words:
        return format_html("{}", text)
    before, after = text[: text.index(words)], text[text.index(words) + len(words) :]
    return format_html("{}<{}>{}</{}>{}", before, element, words, element, after)
