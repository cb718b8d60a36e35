"""What a chosen name says, as text: how two names are compared, and whether one tells who somebody is."""

import re
import unicodedata
from collections.abc import Iterable

# Letters that look like those of the Latin alphabet, or are written for them. From Unicode's list of confusable signs
# (UTS 39): those of Cyrillic and Greek, small or capital, that English words can be written with.
_LOOKS_LIKE = str.maketrans(
    {
        **dict(zip("авеіјкмнорстуүхһѕԁԛԝь", "abeijkmhopctyyxhsdqwb", strict=True)),
        **dict(zip("αβγεζηικμνορτυχω", "abyeznikmnoptuxw", strict=True)),
        **dict(zip("ıøłđħŧ", "ioldht", strict=True)),
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
    }
)
# Figures that stand for letters. The l and the i are one here: a capital I is both.
_FIGURES = str.maketrans("013457i", "oleastl")
# A name that begins or ends with one of these would be taken for somebody's office.
_OFFICES = ("moderator", "council", "socialworker", "admin", "inmywords", "editor", "coordinator")
# So short a last name is part of many words: it tells only where it stands alone.
_STANDS_ALONE, _TELLS_ANYWHERE = 2, 4
_INVISIBLE = {"Cf", "Cc", "Cs"}


def cleaned(name: str) -> str:
    """The name with single blanks, and without signs that nobody sees or that turn the writing round."""
    seen = "".join(" " if sign.isspace() else sign for sign in name)
    return " ".join("".join(sign for sign in seen if unicodedata.category(sign) not in _INVISIBLE).split())


def key_of(name: str) -> str:
    """The name as two names are compared: capitals, blanks, accents, signs, and letters of other alphabets that look
    the same make no difference."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", folded) if unicodedata.category(sign) != "Mn")
    return "".join(sign for sign in bare.translate(_LOOKS_LIKE) if sign.isalnum())


def sounds_official(name: str) -> bool:
    """Whether it would be taken for somebody's office, also where a figure stands for a letter."""
    said = _as_seen(key_of(name))
    offices = tuple(_as_seen(office) for office in _OFFICES)
    return said.startswith(offices) or said.endswith(offices)


def tells_of(name: str, *, full_name: str, addresses: Iterable[str]) -> bool:
    """Whether it holds the full name in any order, the last name or a part of it, or what stands before the @ of an
    address."""
    key, words = key_of(name), _words(name)
    own = [key_of(part) for part in full_name.split() if key_of(part)]
    before = [key_of(address.partition("@")[0]) for address in addresses if address]
    return (
        "@" in name
        or any(_holds(part, key, words) for part in _last_names(full_name))
        or (bool(own) and all(part in words for part in own))
        or (len(own) > 1 and ("".join(own) in key or "".join([own[-1], *own[:-1]]) in key))
        or any(part and (key == part or key == part.rstrip("0123456789")) for part in before)
    )


def _as_seen(key: str) -> str:
    return key.translate(_FIGURES).replace("rn", "m").replace("vv", "w")


def _words(text: str) -> set[str]:
    """The words of it; one with an apostrophe both as one and as two."""
    parts = [*re.split(r"[\W_]+", text), *re.split(r"[^\w'’ʼ]+", text)]
    return {key_of(part) for part in parts}


def _last_names(full_name: str) -> set[str]:
    """The last name, and each half of a double one; nothing where there is one name alone."""
    parts = full_name.split()
    if len(parts) < 2:
        return set()
    return {key_of(parts[-1])} | {key_of(half) for half in re.split(r"[-‐‑–—]", parts[-1])}


def _holds(last: str, key: str, words: set[str]) -> bool:
    if len(last) >= _TELLS_ANYWHERE:
        return last in key
    return len(last) >= _STANDS_ALONE and last in words
