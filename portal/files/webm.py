"""How long a recording is: browsers that record leave it out, and without it nobody can go to a place in it.

A webm is made of elements: an id, a size, and content (RFC 8794; the ids are those of RFC 9559).
"""

import struct
from collections.abc import Iterator

_EBML, _SEGMENT, _INFO, _CLUSTER = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1F43B675
_TICKS, _DURATION, _TIME, _BLOCK, _GROUP, _BLOCK_OF_GROUP = 0x2AD7B1, 0x4489, 0xE7, 0xA3, 0xA0, 0xA1
_HOLD_OTHERS = {_SEGMENT, _CLUSTER, _GROUP}
# What a recording counts in where it does not say: thousandths of a second.
_A_TICK = 1_000_000
# A block says its length only by the next one's beginning; speech comes in pieces of about this many milliseconds.
_LAST_PIECE = 60
# Ten megabytes of speech have a seventh of that.
_MOST_ELEMENTS = 300_000
_UNKNOWN = -1


def with_its_length(content: bytes) -> bytes:
    """The recording with its length written into it; as it came where it has one, or is made in some other way."""
    try:
        return _with_length(content)
    except (IndexError, struct.error):
        # Cut off or odd: it is kept all the same, and plays from its beginning.
        return content


def _with_length(content: bytes) -> bytes:
    info: tuple[int, int, int] | None = None
    segment_open, cluster_at, last = False, 0, 0
    for kind, at, start, size in _elements(content):
        if kind == _SEGMENT:
            segment_open = size == _UNKNOWN
        elif kind == _INFO:
            if size == _UNKNOWN:
                return content
            info = (at, start, size)
            inside = {child for child, _, _, _ in _elements(content[start : start + size])}
            if _DURATION in inside or _number(content, start, size) != _A_TICK:
                return content
        elif kind == _TIME:
            cluster_at = int.from_bytes(content[start : start + size])
        elif kind in {_BLOCK, _BLOCK_OF_GROUP}:
            # The number of the track in one byte, then the time within the cluster.
            last = max(last, cluster_at + struct.unpack(">h", content[start + 1 : start + 3])[0])
    if info is None or not segment_open or not last:
        # A file of a known size has places written into it, which would be wrong afterwards.
        return content
    at, start, size = info
    length = b"\x44\x89\x88" + struct.pack(">d", float(last + _LAST_PIECE))
    told = content[at : at + 4] + (size + len(length) | 1 << 56).to_bytes(8)
    return content[:at] + told + content[start : start + size] + length + content[start + size :]


def _number(content: bytes, start: int, size: int) -> int:
    """How long a tick is, in billionths of a second."""
    for kind, _, begin, length in _elements(content[start : start + size]):
        if kind == _TICKS:
            return int.from_bytes(content[start + begin : start + begin + length])
    return _A_TICK


def _elements(content: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Each element: its id, where it begins, where its content begins, and how long that is. Those that hold
    others are given, and then what is in them."""
    at = 0
    for _ in range(_MOST_ELEMENTS):
        if at >= len(content):
            return
        kind, after = _vint(content, at, keep_mark=True)
        size, start = _vint(content, after, keep_mark=False)
        yield kind, at, start, size
        at = start if kind in _HOLD_OTHERS or size == _UNKNOWN else start + size
    raise IndexError("more than a recording has")


def _vint(content: bytes, at: int, *, keep_mark: bool) -> tuple[int, int]:
    """A number of one to eight bytes: how many is told by the first bit that is set."""
    first = content[at]
    length = 9 - first.bit_length()
    if length > 8 or at + length > len(content):
        raise IndexError("no number here")
    value = int.from_bytes(content[at : at + length])
    if keep_mark:
        return value, at + length
    value &= (1 << 7 * length) - 1
    return (_UNKNOWN if value == (1 << 7 * length) - 1 else value), at + length
