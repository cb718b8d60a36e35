"""What is taken, what is refused, and what is left out of a photo."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from portal.files import policies
from portal.files.policies import Refused
from portal.files.services import Taken, accept_upload

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
MP3 = b"ID3\x03\x00\x00\x00\x00\x00\x00" + b"\x00" * 64
OGG = b"OggS" + b"\x00" * 200
WEBM_SOUND = b"\x1a\x45\xdf\xa3" + b"\x42\x82\x84webm" + b"A_OPUS" + b"\x00" * 64


def upload(content: bytes, name: str = "file.bin") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def picture(kind: str = "JPEG", *, size: tuple[int, int] = (60, 30), orientation: int = 0) -> bytes:
    """A picture, red on its left half, with a place in its metadata."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x010F] = "CANARY camera"
    exif[0x8825] = {1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 7.0, 0.0)}
    if orientation:
        exif[0x0112] = orientation
    out = io.BytesIO()
    image.save(out, format=kind, **({"exif": exif} if kind in {"JPEG", "WEBP", "PNG", "HEIF"} else {}))
    return out.getvalue()


def word(names: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, text in names.items():
            packed.writestr(name, text)
    return out.getvalue()


def opened(taken: Taken) -> Image.Image:
    return Image.open(io.BytesIO(taken.content))


@pytest.mark.parametrize(
    ("kind", "becomes"),
    [
        ("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp"),
        ("GIF", "image/png"), ("HEIF", "image/jpeg"),
    ],
)  # fmt: skip
def test_pictures_are_drawn_anew_without_place_or_camera(kind: str, becomes: str) -> None:
    taken = accept_upload(upload(picture(kind), "Garden.what"), accept="photo")
    assert taken.content_type == becomes
    assert taken.name.startswith("Garden.")
    assert not dict(opened(taken).getexif())
    assert b"CANARY" not in taken.content
    assert opened(taken).size == (60, 30)


def test_a_photo_taken_sideways_stands_upright() -> None:
    taken = accept_upload(upload(picture(orientation=6)), accept="photo")
    upright = opened(taken)
    assert upright.size == (30, 60)
    top, bottom = upright.getpixel((15, 5)), upright.getpixel((15, 55))
    assert isinstance(top, tuple) and isinstance(bottom, tuple)
    assert top[0] > 200 and bottom[2] > 200


def test_what_shines_through_stays_so() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, format="PNG")
    assert opened(accept_upload(upload(out.getvalue()))).mode == "RGBA"


def test_a_very_large_photo_is_made_smaller() -> None:
    taken = accept_upload(upload(picture(size=(5000, 4000))))
    assert max(opened(taken).size) == policies.LONGEST_SIDE


def test_words_hidden_behind_a_picture_are_gone() -> None:
    taken = accept_upload(upload(picture("PNG") + b"<script>CANARY</script>"))
    assert b"CANARY" not in taken.content


@pytest.mark.parametrize(
    ("content", "name", "content_type"),
    [
        (PDF, "letter.pdf", "application/pdf"),
        (PDF, "letter.exe", "application/pdf"),
        (MP3, "me.mp3", "audio/mpeg"),
        (OGG, "me.opus", "audio/ogg"),
        (WEBM_SOUND, "speech.webm", "audio/webm"),
        (
            word({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}),
            "plan.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
            "old.doc",
            "application/msword",
        ),
    ],
)
def test_letters_and_recordings_are_kept_as_they_are(content: bytes, name: str, content_type: str) -> None:
    taken = accept_upload(upload(content, name))
    assert (taken.content, taken.content_type) == (content, content_type)
    assert taken.name.endswith(policies.ATTACHMENTS[content_type])
    with pytest.raises(Refused) as refused:
        accept_upload(upload(content, name), accept="photo")
    assert refused.value.reason == policies.NOT_A_PHOTO


def huge_png() -> bytes:
    """A few bytes that say they are a picture of 60,000 by 60,000."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "nothing.jpg", policies.EMPTY),
        (b"\xff\xd8\xff" + b"0" * policies.MOST_BYTES, "large.jpg", policies.TOO_LARGE),
        (b'<svg xmlns="http://www.w3.org/2000/svg"></svg>', "drawing.png", policies.DRAWING_OR_PAGE),
        (b'\xef\xbb\xbf  <?xml version="1.0"?><svg/>', "drawing.jpg", policies.DRAWING_OR_PAGE),
        (b"<!-- x --><html><script>1</script></html>", "photo.jpg", policies.DRAWING_OR_PAGE),
        (b"<!DOCTYPE html><p>", "page.pdf", policies.DRAWING_OR_PAGE),
        (b"MZ\x90\x00" + b"\0" * 60, "holiday.jpg", policies.PROGRAM),
        (b"\x7fELF" + b"\0" * 60, "plan.pdf", policies.PROGRAM),
        (b"#!/bin/sh\necho", "note.txt", policies.PROGRAM),
        (b"just words", "note.txt", policies.NOT_TAKEN),
        (b"\xff\xd8\xff\xe0 not a photo at all", "broken.jpg", policies.BROKEN),
        (picture("PNG")[:60], "half.png", policies.BROKEN),
        (huge_png(), "bomb.png", policies.TOO_MANY_PIXELS),
        (b"PK\x03\x04 not a folder", "plan.docx", policies.NOT_TAKEN),
        (word({"anything.txt": "x"}), "packed.docx", policies.NOT_TAKEN),
        (
            word({"[Content_Types].xml": "", "word/document.xml": "", "word/vbaProject.bin": ""}),
            "plan.docm",
            policies.MACROS,
        ),
        (b"\x00\x00\x00\x18ftypmp42" + b"\0" * 20 + b"hdlr" + b"\0" * 8 + b"vide", "film.mp4", policies.NOT_TAKEN),
        (b"\x1a\x45\xdf\xa3" + b"\x42\x82\x84webm" + b"\xae\x86\x85V_VP8", "film.webm", policies.NOT_TAKEN),
    ],
)
def test_what_is_not_taken_gets_its_own_sentence(content: bytes, name: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        accept_upload(upload(content, name))
    assert refused.value.reason == sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("given", "becomes"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\maureen\\My plan.pdf", "My plan.pdf"),
        ("a" * 400 + ".pdf", "a" * 146 + ".pdf"),
        ("\u202efdp.exe\x00.pdf", "fdp.exe.pdf"),
        ('we"ird<name>.pdf', "weirdname.pdf"),
        ("....", "file.pdf"),
        ("plan.PDF", "plan.pdf"),
        ("план 🌻.pdf", "план 🌻.pdf"),
    ],
)
def test_names_are_cleaned(given: str, becomes: str) -> None:
    file = upload(PDF, "x.pdf")
    file._name = given  # what another client might send, past what Django has cleaned
    assert accept_upload(file).name == becomes


def test_a_file_is_read_from_its_beginning() -> None:
    file = upload(PDF, "x.pdf")
    file.read(5)
    assert accept_upload(file).content == PDF


def test_a_broken_picture_never_escapes_as_another_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(*args: object, **kwargs: object) -> Callable[[], None]:
        raise MemoryError

    monkeypatch.setattr("portal.files.services.Image.open", explode)
    with pytest.raises(Refused):
        accept_upload(upload(picture()))


def packed(files: dict[str, str]) -> bytes:
    """A folder with its files pressed together, whose places in it are easy to damage."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, text in files.items():
            folder.writestr(name, text)
    return out.getvalue()


def test_a_damaged_folder_never_escapes_as_another_error() -> None:
    odt = packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>" * 40})
    for place in range(4, len(odt)):
        for change in (0x01, 0x80, 0xFF):
            broken = odt[:place] + bytes([odt[place] ^ change]) + odt[place + 1 :]
            try:
                taken = accept_upload(upload(broken, "plan.odt"))
            except Refused as refused:
                assert refused.reason in {policies.NOT_TAKEN, policies.SWELLS}
            else:
                assert taken.content_type == "application/vnd.oasis.opendocument.text"


def test_a_long_recording_is_not_taken_for_a_film_because_of_its_sound() -> None:
    """In ten megabytes of sound any four bytes come up by chance."""
    spoken = WEBM_SOUND + b"\0" * 70_000 + b"vide" + b"V_VP"
    assert accept_upload(upload(spoken, "speech.webm"), accept="sound").content_type == "audio/webm"
    phone = b"\x00\x00\x00\x18ftypM4A " + b"\0" * 20 + b"vide"
    assert accept_upload(upload(phone, "memo.m4a"), accept="sound").content_type == "audio/mp4"


@pytest.mark.parametrize("content", [PDF, picture()])
def test_where_something_is_to_be_heard_nothing_else_is_taken(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        accept_upload(upload(content, "me.mp3"), accept="sound")
    assert refused.value.reason == policies.NOT_SOUND
