"""What a reader types into search, and the pictures that editors upload."""

import re

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import QueryDict
from wagtail.images.forms import BaseImageForm

from portal.files.policies import Refused
from portal.files.services import accept_upload

LONGEST = 200
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")


class SearchForm:
    """The words of a search, whatever was sent: cut at 200 signs, without signs that no text has."""

    def __init__(self, data: QueryDict) -> None:
        self.typed = data.get("q") or ""

    def words(self) -> str:
        """The words to look for; "" when there are none."""
        cleaned = " ".join(_CONTROL.sub(" ", self.typed).split())[:LONGEST]
        return cleaned if any(sign.isalnum() for sign in cleaned) else ""

    def too_short(self) -> bool:
        """Whether something was typed that holds no word."""
        return bool(self.typed.strip()) and not self.words()


class PictureForm(BaseImageForm):
    """A picture of the CMS, drawn anew: the small versions that pages show would keep the place it was taken at."""

    def clean_file(self) -> "UploadedFile[bytes]":
        """The picture without place and camera. Refuses with a sentence what cannot be opened."""
        given: UploadedFile[bytes] = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return given
        try:
            taken = accept_upload(given, accept="photo")
        except Refused as refused:
            raise ValidationError(refused.reason) from refused
        return SimpleUploadedFile(taken.name, taken.content, content_type=taken.content_type)
