"""A recording that a browser made gets its length, so that a player can go to any place in it."""

import random
import struct

import pytest

from portal.files.webm import with_its_length

UNKNOWN = b"\x01" + b"\xff" * 7
HEAD = bytes.fromhex("1a45dfa3") + b"\x87" + bytes.fromhex("4282") + b"\x84webm"
TICKS = bytes.fromhex("2ad7b1830f4240")
DURATION = b"\x44\x89\x88"


def part(kind: str, content: bytes) -> bytes:
    return bytes.fromhex(kind) + (len(content) | 1 << 56).to_bytes(8) + content


def cluster(at: int, *blocks: int) -> bytes:
    pieces = b"".join(part("a3", b"\x81" + struct.pack(">h", time) + b"\x80sound") for time in blocks)
    return bytes.fromhex("1f43b675") + UNKNOWN + part("e7", at.to_bytes(2)) + pieces


def recorded(info: bytes = TICKS, *, size: bytes = UNKNOWN, clusters: bytes = b"") -> bytes:
    sound = clusters or cluster(0, 0, 60, 120) + cluster(3000, 0, 60, 400)
    return HEAD + bytes.fromhex("18538067") + size + part("1549a966", info) + part("1654ae6b", b"A_OPUS") + sound


def test_the_length_is_that_of_the_last_piece() -> None:
    made = with_its_length(recorded())
    place = made.index(DURATION) + 3
    assert struct.unpack(">d", made[place : place + 8])[0] == 3460
    # Nothing else has changed, and doing it again changes nothing.
    assert made.replace(DURATION + made[place : place + 8], b"").endswith(recorded().split(TICKS)[1])
    assert with_its_length(made) == made


@pytest.mark.parametrize(
    "content",
    [
        recorded(TICKS + DURATION + struct.pack(">d", 5)),
        recorded(bytes.fromhex("2ad7b183") + b"\x00\x00\x01"),
        recorded(size=(10_000 | 1 << 56).to_bytes(8)),
        recorded(clusters=cluster(0)),
        HEAD,
        b"\x1a\x45\xdf\xa3" + b"\x00" * 400,
        b"",
    ],
)
def test_what_has_a_length_or_is_made_in_another_way_stays_as_it_is(content: bytes) -> None:
    assert with_its_length(content) == content


def test_a_damaged_recording_is_kept_without_a_fault() -> None:
    whole, chance = recorded(), random.Random(7)  # noqa: S311 - which bytes are damaged
    for _ in range(2_000):
        broken = bytearray(whole[: chance.randrange(len(whole))])
        for _ in range(3):
            if broken:
                broken[chance.randrange(len(broken))] = chance.randrange(256)
        assert len(with_its_length(bytes(broken))) >= len(broken)


def test_a_made_up_file_of_many_tiny_parts_takes_no_time() -> None:
    swarm = recorded(clusters=b"\xec\x80" * 1_000_000)
    assert with_its_length(swarm) == swarm
