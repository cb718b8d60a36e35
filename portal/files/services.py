"""Taking files in: by their bytes, never by what they are called, and without where a photo was taken."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath

import filetype
import pillow_heif
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps

from portal.files import policies
from portal.files.policies import Refused
from portal.files.webm import with_its_length

pillow_heif.register_heif_opener()

_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"#!")
_MARKUP = (b"<svg", b"<!doctype", b"<html", b"<script", b"<?xml", b"<body", b"<head", b"<iframe")
# How old Word files begin, and many others: more is looked for inside.
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# How the boxes of films are marked, in the two containers that sound comes in, too.
_FILM_IN_WEBM = re.compile(rb"\x86[\x80-\xff]V_")
_FILM_IN_MP4 = re.compile(rb"hdlr.{8}vide", re.DOTALL)
# A webm says what is in it before it begins.
_WEBM_HEAD = 64 * 1024
_MACRO_INSIDE = "_VBA_PROJECT".encode("utf-16-le")
_MACRO_TYPES = (b"macroenabled", b"vbaproject")
# Parts of a PDF may be packed together; what they say is looked at, too, up to a size.
_PACKED_IN_PDF = re.compile(rb"/ObjStm\b.{0,1000}?\bstream\r?\n", re.DOTALL)
_MOST_PACKED_PARTS, _MOST_OF_A_PART = 1_000, 1_000_000
# A PDF may spell any letter of a name by its number.
_SPELT = re.compile(rb"#([0-9a-fA-F]{2})")
_WORD_INSIDE = "WordDocument".encode("utf-16-le")


@dataclass(frozen=True)
class Taken:
    """A file that may be kept: clean bytes, a clean name, and what it really is."""

    content: bytes
    name: str
    content_type: str
    # Of a picture, in pixels; 0 for everything else.
    width: int = 0
    height: int = 0

    def as_file(self) -> ContentFile[bytes]:
        """For a FileField."""
        return ContentFile(self.content, name=self.name)


def accept_upload(upload: "UploadedFile[bytes]", *, accept: str = "any") -> Taken:
    """Check an upload and clean it.

    Pictures are drawn anew, upright, which leaves out the place, the camera and anything hidden in them.
    accept: "photo" for pictures only, "sound" for recordings only, "any" for pictures, PDF, Word files and recordings.
    Raises Refused with a sentence for everything else.
    """
    if not upload.size:
        raise Refused(policies.EMPTY)
    if upload.size > policies.MOST_BYTES:
        raise Refused(policies.TOO_LARGE)
    upload.seek(0)
    content = upload.read(policies.MOST_BYTES + 1)
    kind = _kind_of(content)
    if accept == "sound" and kind not in policies.SOUND:
        raise Refused(policies.NOT_SOUND)
    if kind in policies.PICTURES:
        return _redrawn(content, kind, upload.name)
    if accept == "photo":
        raise Refused(policies.NOT_A_PHOTO)
    if kind == "audio/webm":
        content = with_its_length(content)
    return Taken(content, _clean_name(upload.name, policies.ATTACHMENTS[kind]), kind)


def _kind_of(content: bytes) -> str:
    """What the bytes say that it is. Raises Refused for what is never kept."""
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if content.startswith(_PROGRAMS):
        raise Refused(policies.PROGRAM)
    if start.startswith(_MARKUP) or b"<svg" in start or b"<html" in start:
        raise Refused(policies.DRAWING_OR_PAGE)
    if content.startswith(_OLD_OFFICE):
        if _MACRO_INSIDE in content:
            raise Refused(policies.MACROS)
        kind = "application/msword" if _WORD_INSIDE in content else ""
    elif content.startswith(b"PK\x03\x04"):
        kind = _kind_of_zip(content)
    else:
        found = filetype.guess(content)
        kind = found.mime if found else ""
        kind = {"video/webm": "audio/webm", "video/mp4": "audio/mp4"}.get(kind, kind) if _only_sound(content) else kind
    if kind == "application/pdf" and _starts_a_program(content):
        raise Refused(policies.STARTS_A_PROGRAM)
    if kind not in policies.PICTURES and kind not in policies.ATTACHMENTS:
        raise Refused(policies.NOT_TAKEN)
    return kind


def _only_sound(content: bytes) -> bool:
    """Whether a film's container holds no film: what browsers and phones record speech into."""
    return not (_FILM_IN_WEBM.search(content[:_WEBM_HEAD]) or _FILM_IN_MP4.search(content))


def _kind_of_zip(content: bytes) -> str:
    """Word and OpenDocument files are folders packed together; any other packed folder is not taken."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist())
            if sum(part.file_size for part in packed.infolist()) > policies.MOST_UNPACKED:
                raise Refused(policies.SWELLS)
            if any(name.lower().endswith("vbaproject.bin") for name in names) or _speaks_of_macros(packed, names):
                raise Refused(policies.MACROS)
            if {"[Content_Types].xml", "word/document.xml"} <= names:
                return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            if "mimetype" in names and packed.getinfo("mimetype").file_size < 200:
                return packed.read("mimetype").decode("ascii", "replace")
    except Refused:
        raise
    except Exception as broken:
        # A damaged folder fails in as many ways as there are packers inside of it.
        raise Refused(policies.NOT_TAKEN) from broken
    return ""


def _speaks_of_macros(packed: zipfile.ZipFile, names: set[str]) -> bool:
    """Whether a Word file says that something in it is a macro, whatever that is called."""
    if "[Content_Types].xml" not in names:
        return False
    with packed.open("[Content_Types].xml") as types:
        said = types.read(_MOST_OF_A_PART).lower()
    return any(mark in said for mark in _MACRO_TYPES)


def _starts_a_program(content: bytes) -> bool:
    """Whether a PDF asks to start a program. Scripts in forms are common and run nowhere here: it is a download."""
    return any(b"/Launch" in _SPELT.sub(_letter, part) for part in _parts_of_pdf(content))


def _letter(spelt: re.Match[bytes]) -> bytes:
    return bytes([int(spelt[1], 16)])


def _parts_of_pdf(content: bytes) -> Iterator[bytes]:
    """A PDF as it is, and then, one at a time, what is packed together inside of it."""
    yield content
    for found in islice(_PACKED_IN_PDF.finditer(content), _MOST_PACKED_PARTS):
        packed = content[found.end() : found.end() + _MOST_OF_A_PART]
        try:
            yield zlib.decompressobj().decompress(packed, _MOST_OF_A_PART)
        except zlib.error:
            continue


def _redrawn(content: bytes, kind: str, name: str | None) -> Taken:
    """The picture anew: its first frame, upright, no larger than a page can show, and nothing but pixels."""
    to, content_type, ending = policies.PICTURES[kind]
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "GIF", "WEBP", "HEIF", "MPO"]) as found:
            if found.width * found.height > policies.MOST_PIXELS:
                raise Refused(policies.TOO_MANY_PIXELS)
            found.seek(0)
            upright = ImageOps.exif_transpose(found)
            upright.thumbnail((policies.LONGEST_SIDE, policies.LONGEST_SIDE))
            # A new canvas: metadata, colour profiles with comments and text blocks stay behind.
            plain = upright.convert("RGB" if to == "JPEG" or not _see_through(upright) else "RGBA")
            clean = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    except Refused:
        raise
    except Image.DecompressionBombError as bomb:
        raise Refused(policies.TOO_MANY_PIXELS) from bomb
    except Exception as broken:
        # Whatever a damaged picture makes the decoder do, it is a picture that cannot be opened.
        raise Refused(policies.BROKEN) from broken
    out = io.BytesIO()
    clean.save(out, format=to, **({"quality": 88} if to != "PNG" else {"optimize": True}))
    return Taken(out.getvalue(), _clean_name(name, (ending,)), content_type, clean.width, clean.height)


def _see_through(picture: Image.Image) -> bool:
    return picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info


def _clean_name(name: str | None, endings: tuple[str, ...]) -> str:
    """A name without folders and control characters, cut to 150, with the ending of what it is."""
    last = PurePosixPath((name or "").replace("\\", "/")).name
    kept = "".join(c for c in last if c.isprintable() and c not in '<>:"/\\|?*').strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if not dot:
        stem, ending = kept, ""
    ending = f".{ending.lower()}" if f".{ending.lower()}" in endings else endings[0]
    stem = stem.encode("utf-8", "ignore").decode().strip(" .") or "file"
    return stem[: policies.LONGEST_NAME - len(ending)] + ending
