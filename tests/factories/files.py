"""Pictures, recordings, and a set of questions that asks for them."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PHOTOS = "aaaaaaaa-0000-4000-8000-000000000001"
FILES = "aaaaaaaa-0000-4000-8000-000000000002"
RECORDING = "aaaaaaaa-0000-4000-8000-000000000003"
SPOKEN = b"\x1a\x45\xdf\xa3\x42\x82\x84webm" + b"A_OPUS" + b"\x01" * 500


def album() -> dict[str, Any]:
    """A set with photos, files and a recording, each on a step of its own, as JSON."""
    return {
        "title": "My album",
        "kind": "album",
        "steps": [
            _step("photos", PHOTOS, "Your photos"),
            _step("files", FILES, "Your files"),
            _step("recording", RECORDING, "Your recording"),
        ],
    }


def _step(kind: str, question: str, label: str) -> dict[str, Any]:
    asked = {"id": question, "type": kind, "label": label, "hint": "", "help": "", "why": "", "example": ""}
    return {
        "id": question.replace("aaaaaaaa", "bbbbbbbb"),
        "slug": kind,
        "title": label,
        "questions": [{**asked, "condition": None}],
        "coverage": {},
    }


def photo(colour: str = "green", name: str = "") -> SimpleUploadedFile:
    """A small picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, format="PNG")
    return SimpleUploadedFile(name or f"{colour}.png", out.getvalue(), "image/png")


def recording(name: str = "Me.webm") -> SimpleUploadedFile:
    """What a browser sends that recorded speech."""
    return SimpleUploadedFile(name, SPOKEN, "audio/webm")
