"""Handing private files out: pictures and sound to look at and listen to, everything else as a download."""

import re
from typing import Any
from urllib.parse import quote

from django.core.files.base import File
from django.http import FileResponse, HttpResponse, HttpResponseBase

from portal.files.policies import SHOWN_IN_PAGES

# Nothing inside a file may run, load or send anything, whatever it turns out to be.
SANDBOX = "default-src 'none'; style-src 'none'; sandbox"
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def handed_out(file: "File[bytes]", *, name: str, content_type: str, wanted: str = "") -> HttpResponseBase:
    """The file as a response.

    wanted: the Range header of the request. One range of bytes is given as asked for, so that a player can go to
    any place of a recording; several, or none that makes sense, get the whole file, as the standard allows
    (RFC 9110, 14.2); one beyond the end gets 416.
    """
    size = file.size
    span = _span(wanted, size)
    response: HttpResponseBase
    if span is None:
        response = FileResponse(file, content_type=content_type)
    elif not span:
        file.close()
        response = HttpResponse(status=416, content_type=content_type)
        response["Content-Range"] = f"bytes */{size}"
    else:
        with file:
            file.seek(span.start)
            part: Any = file.read(len(span))
        response = HttpResponse(part, status=206, content_type=content_type)
        response["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{size}"
        response["Content-Length"] = str(len(span))
    how = "inline" if content_type in SHOWN_IN_PAGES else "attachment"
    response["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(name)}"
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _span(wanted: str, size: int) -> range | None:
    """Which bytes a Range header asks for: None for all of them, an empty range where there are none such."""
    asked = _RANGE.fullmatch(wanted.strip())
    if not asked or asked.groups() == ("", ""):
        return None
    first, last = asked.groups()
    if not first:
        return range(max(0, size - int(last)), size)
    if last and int(last) < int(first):
        return None
    return range(min(int(first), size), min(int(last) + 1 if last else size, size))
