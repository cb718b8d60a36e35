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
    offices = tuple(_as_seen(office) for office in _OFFICES)
    words, key = [key_of(word) for word in re.split(r"[\W_]+", name)], key_of(name)
    # An office may begin with each word and go on ("Dementia Moderators", "Council 2"), or end the whole of them.
    begins = any(_as_seen("".join(words[first:])).startswith(offices) for first in range(len(words)))
    return begins or any(_as_seen(end).endswith(offices) for end in (key, key.rstrip("0123456789s")))


def tells_of(name: str, *, full_name: str, addresses: Iterable[str]) -> bool:
    """Whether it holds the full name in any order, a part of it that is long enough to tell, or what stands before the
    @ of an address."""
    key, words = key_of(name), _words(name)
    own = [key_of(part) for part in full_name.split() if key_of(part)]
    before = [key_of(address.partition("@")[0]) for address in addresses if address]
    return (
        "@" in name
        or any(part in key for part in _parts(full_name) if len(part) >= _TELLS_ANYWHERE)
        or any(part in words for part in _last_names(full_name) if len(part) >= _STANDS_ALONE)
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


def _parts(full_name: str) -> set[str]:
    """Each part of it, and each half of a double one."""
    parts = full_name.split()
    return {key_of(half) for part in parts for half in (part, *re.split(r"[-‐‑–—]", part))}


def _last_names(full_name: str) -> set[str]:
    """All after the first one: what comes last may be a title, or what somebody is called, in brackets."""
    return _parts(" ".join(full_name.split()[1:]))
