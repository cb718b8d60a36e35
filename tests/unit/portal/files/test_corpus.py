"""Harmful and broken files, one by one: each is refused with a sentence, or cannot do anything any more."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from portal.files import policies
from portal.files.policies import Refused
from portal.files.services import accept_upload
from tests.corpus import CANARY, CORPUS


@pytest.mark.parametrize("what", CORPUS)
def test_each_is_refused_or_harmless(what: str) -> None:
    sample = CORPUS[what]
    upload = SimpleUploadedFile(sample.name, sample.content)
    if sample.refused:
        with pytest.raises(Refused) as refused:
            accept_upload(upload)
        assert refused.value.reason == sample.refused
        return
    taken = accept_upload(upload)
    assert taken.content_type == sample.kept_as
    assert len(taken.name) <= policies.LONGEST_NAME
    if sample.kept_as.startswith("image/"):
        assert CANARY not in taken.content and b"PK\x03\x04" not in taken.content
        assert not dict(Image.open(io.BytesIO(taken.content)).getexif())
    else:
        assert taken.content == sample.content


def test_the_samples_are_what_they_say() -> None:
    assert b"CANARY" in CORPUS["a photo that tells where it was taken"].content
    assert len(CORPUS["one byte too many"].content) == policies.MOST_BYTES + 1
    assert len(CORPUS["a name of 300 letters"].name) == 300
    assert len(CORPUS["a Word file that swells"].content) < policies.MOST_BYTES
