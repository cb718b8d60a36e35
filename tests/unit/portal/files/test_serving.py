"""Handing files out: what is shown, what is a download, and any part of a recording."""

import io

import pytest
from django.core.files.base import File

from portal.files.policies import ATTACHMENTS, PICTURES
from portal.files.serving import handed_out

CONTENT = bytes(range(100))


def asked(wanted: str = "", content_type: str = "audio/webm") -> tuple[int, bytes, dict[str, str]]:
    file = File(io.BytesIO(CONTENT), name="x")
    response = handed_out(file, name="Me, speaking.weba", content_type=content_type, wanted=wanted)
    content = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    return response.status_code, content, dict(response.headers)


@pytest.mark.parametrize(
    ("wanted", "first", "last"),
    [
        ("bytes=0-", 0, 99),
        ("bytes=10-19", 10, 19),
        ("bytes=90-500", 90, 99),
        ("bytes=-5", 95, 99),
        ("bytes=-500", 0, 99),
    ],
)
def test_a_player_gets_the_part_that_it_asks_for(wanted: str, first: int, last: int) -> None:
    status, content, headers = asked(wanted)
    assert (status, content) == (206, CONTENT[first : last + 1])
    assert headers["Content-Range"] == f"bytes {first}-{last}/100"
    assert headers["Content-Length"] == str(len(content))


@pytest.mark.parametrize("wanted", ["", "bytes=", "bytes=-", "bytes=9-3", "bytes=0-1,5-6", "lines=1-2", "bytes=x-y"])
def test_what_makes_no_sense_gets_all_of_it(wanted: str) -> None:
    status, content, headers = asked(wanted)
    assert (status, content) == (200, CONTENT)
    assert headers["Accept-Ranges"] == "bytes"


def test_beyond_the_end_there_is_nothing() -> None:
    status, content, headers = asked("bytes=100-")
    assert (status, content, headers["Content-Range"]) == (416, b"", "bytes */100")


@pytest.mark.parametrize("content_type", [*ATTACHMENTS, *sorted({to for _, to, _ in PICTURES.values()})])
@pytest.mark.parametrize("wanted", ["", "bytes=0-9", "bytes=500-"])
def test_only_pictures_and_sound_are_opened_in_a_page_and_nothing_in_a_file_may_run(
    content_type: str, wanted: str
) -> None:
    _, _, headers = asked(wanted, content_type)
    shown = content_type.startswith(("image/", "audio/"))
    assert headers["Content-Disposition"].startswith("inline;" if shown else "attachment;")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; style-src 'none'; sandbox"
    assert headers["Content-Type"] == content_type
