"""Files that mean harm or are simply broken, made anew for each test: what becomes of each is written beside it."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image

from portal.files import policies

CANARY = b"CANARY"
SCRIPT = b"<script>alert('CANARY')</script>"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Sample:
    """One file. refused: the sentence that it gets; kept_as: else the type that it is handed out as."""

    name: str
    content: bytes
    refused: str = ""
    kept_as: str = ""


def _picture(kind: str, *, place: bool = False) -> bytes:
    image = Image.new("RGB", (80, 60), "teal")
    exif = Image.Exif()
    if place:
        exif[0x010F] = "CANARY camera"
        exif[0x8825] = {1: "N", 2: (53.0, 57.0, 30.0), 3: "W", 4: (1.0, 4.0, 12.0)}
    out = io.BytesIO()
    image.save(out, format=kind, **({"exif": exif} if place else {}))
    return out.getvalue()


def _packed(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in files.items():
            folder.writestr(name, content)
    return out.getvalue()


def _word(types: bytes = b"<Types/>", **more: bytes) -> bytes:
    return _packed(
        {"[Content_Types].xml": types, "word/document.xml": b"<w:document/>"}
        | {name.replace("__", "/").replace("_bin", ".bin"): content for name, content in more.items()}
    )


def _swollen() -> bytes:
    """A Word file of some hundred kilobytes that unpacks to more than 200 megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("[Content_Types].xml", b"<Types/>")
        with folder.open("word/document.xml", "w") as document:
            for _ in range(21):
                document.write(b" " * 10_000_000)
    return out.getvalue()


def _old_word(*inside: str) -> bytes:
    names = b"".join(name.encode("utf-16-le") + b"\0\0" for name in ("Root Entry", "WordDocument", *inside))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + names


def _pdf(*objects: bytes) -> bytes:
    numbered = b"".join(b"%d 0 obj %s endobj\n" % (number, text) for number, text in enumerate(objects, 1))
    return b"%PDF-1.7\n" + numbered + b"trailer << /Root 1 0 R >>\n%%EOF"


def _object_stream(text: bytes) -> bytes:
    content = zlib.compress(text)
    return b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (
        len(content),
        content,
    )


CATALOG = b"<< /Type /Catalog /OpenAction 2 0 R >>"
LAUNCH = b"<< /S /Launch /F (calc.exe) >>"

CORPUS = {
    "a drawing": Sample("drawing.svg", b'<svg xmlns="x" onload="alert(1)"/>', policies.DRAWING_OR_PAGE),
    "a drawing called a photo": Sample("me.jpg", b'<?xml version="1.0"?><svg/>', policies.DRAWING_OR_PAGE),
    "a page": Sample("page.html", b"<!DOCTYPE html><p>" + SCRIPT, policies.DRAWING_OR_PAGE),
    "a page called a PDF": Sample("plan.pdf", b"<html>" + SCRIPT, policies.DRAWING_OR_PAGE),
    "a GIF that is a script": Sample("cat.gif", _picture("GIF") + b"/*" + SCRIPT + b"*/", kept_as="image/png"),
    "a PDF that is a page": Sample("plan.pdf", b"%PDF-1.4\n<html>" + SCRIPT, policies.DRAWING_OR_PAGE),
    "a PDF with a page far inside": Sample(
        "plan.pdf", _pdf(b"<< >>", b"%" + b" " * 3000 + b"<html>" + SCRIPT), kept_as="application/pdf"
    ),
    "a JPEG that is a packed folder": Sample(
        "me.jpg", _picture("JPEG") + _packed({"CANARY.html": SCRIPT}), kept_as="image/jpeg"
    ),
    "a PNG with words behind it": Sample("me.png", _picture("PNG") + SCRIPT, kept_as="image/png"),
    "a Word file for macros": Sample(
        "plan.docm", _word(b"application/vnd.ms-word.document.macroEnabled.main+xml"), policies.MACROS
    ),
    "a Word file with a macro": Sample("plan.docx", _word(word__vbaProject_bin=b"\0"), policies.MACROS),
    "a Word file with a hidden macro": Sample(
        "plan.docx", _word(b"application/vnd.ms-office.vbaProject", word__settings_bin=b"\0"), policies.MACROS
    ),
    "an old Word file with a macro": Sample("plan.doc", _old_word("Macros", "VBA", "_VBA_PROJECT"), policies.MACROS),
    "an old Word file": Sample("plan.doc", _old_word(), kept_as="application/msword"),
    "a PDF with a script": Sample(
        "form.pdf", _pdf(CATALOG, b"<< /S /JavaScript /JS (app.alert\\('CANARY'\\)) >>"), kept_as="application/pdf"
    ),
    "a PDF that starts a program": Sample("form.pdf", _pdf(CATALOG, LAUNCH), policies.STARTS_A_PROGRAM),
    "a PDF that starts a program and spells it oddly": Sample(
        "form.pdf", _pdf(CATALOG, LAUNCH.replace(b"/Launch", b"/L#61unc#68")), policies.STARTS_A_PROGRAM
    ),
    "a PDF that starts a program out of sight": Sample(
        "form.pdf", _pdf(CATALOG, _object_stream(b"2 0 " + LAUNCH)), policies.STARTS_A_PROGRAM
    ),
    "a photo that tells where it was taken": Sample("home.jpg", _picture("JPEG", place=True), kept_as="image/jpeg"),
    "nothing": Sample("nothing.jpg", b"", policies.EMPTY),
    "one byte too many": Sample("large.pdf", b"%PDF-1.7\n" + b" " * (policies.MOST_BYTES - 8), policies.TOO_LARGE),
    "a name of 300 letters": Sample("a" * 296 + ".pdf", _pdf(b"<< >>"), kept_as="application/pdf"),
    "a photo cut off": Sample("half.jpg", _picture("JPEG")[:400], policies.BROKEN),
    "a Word file cut off": Sample("half.docx", _word()[:120], policies.NOT_TAKEN),
    "a Word file that swells": Sample("plan.docx", _swollen(), policies.SWELLS),
    "a program called a photo": Sample("me.jpg", b"MZ\x90\x00" + b"\0" * 60, policies.PROGRAM),
}
