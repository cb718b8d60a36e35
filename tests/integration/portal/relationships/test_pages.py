from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from portal.accounts.models import User
from portal.audit.services import record
from tests.factories.portal import UserFactory
from tests.personas import Cast, signed_in


def with_face(user: User) -> User:
    picture = BytesIO()
    Image.new("RGB", (8, 8), "#7a1f4b").save(picture, "PNG")
    user.portrait.save("face.png", ContentFile(picture.getvalue()))
    return user


@pytest.mark.parametrize("viewer", ["maureen", "sunita", "ben", "beth"])
def test_a_face_is_shown_to_those_who_have_to_do_with_it(cast: Cast, viewer: str) -> None:
    face = with_face(cast.maureen)
    page = signed_in(getattr(cast, viewer)).get(f"/portraits/{face.uuid}/")
    assert page.status_code == 200
    assert page["Content-Type"] == "image/png"
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("viewer", ["amira", "hana", "ruth", "ed", "pat", "morag"])
def test_and_to_nobody_else(cast: Cast, viewer: str) -> None:
    face = with_face(cast.maureen)
    assert signed_in(getattr(cast, viewer)).get(f"/portraits/{face.uuid}/").status_code == 404


def test_a_person_sees_their_workers_face(cast: Cast) -> None:
    with_face(cast.sunita)
    assert cast.sunita.portrait_url in signed_in(cast.maureen).get("/people/").content.decode()
    assert signed_in(cast.maureen).get(cast.sunita.portrait_url).status_code == 200
    assert signed_in(cast.amira).get(cast.sunita.portrait_url).status_code == 404


def test_without_a_face_there_is_none(cast: Cast) -> None:
    assert signed_in(cast.maureen).get(f"/portraits/{cast.sunita.uuid}/").status_code == 404


def test_home_names_the_social_worker(cast: Cast) -> None:
    text = signed_in(cast.maureen).get("/home/").content.decode()
    assert "Your social worker" in text
    assert "Sunita" in text
    assert "you can expect an answer by" in text


def test_home_asks_for_a_joining_code_where_there_is_no_worker(cast: Cast) -> None:
    text = signed_in(cast.beth).get("/home/").content.decode()
    assert "Use my joining code" in text
    assert "Use my joining code" not in signed_in(cast.maureen).get("/home/").content.decode()


def test_who_looked_says_who_what_and_when(cast: Cast) -> None:
    now = timezone.now()
    record("document opened", by=cast.sunita, person=cast.maureen, at=now)
    record("document opened", by=cast.hana, person=cast.amira, at=now)
    record("answer changed", by=cast.maureen, person=cast.maureen, at=now)
    text = signed_in(cast.maureen).get("/people/who-looked/").content.decode()
    assert "opened your document" in text
    assert "Sunita" in text
    assert "Social worker" in text
    assert "Hana" not in text
    assert "changed an answer" not in text


def test_who_looked_is_paged_and_asks_as_often_for_many(cast: Cast) -> None:
    now = timezone.now()
    record("document opened", by=cast.sunita, person=cast.maureen, at=now)
    browser = signed_in(cast.maureen)
    browser.get("/people/who-looked/")
    with CaptureQueriesContext(connection) as one:
        browser.get("/people/who-looked/")
    for minutes in range(60):
        record("document opened", by=UserFactory(), person=cast.maureen, at=now - timedelta(minutes=minutes))
    with CaptureQueriesContext(connection) as many:
        page = browser.get("/people/who-looked/")
    assert len(many) == len(one)
    assert page.content.decode().count("opened your document") == 25
    assert browser.get("/people/who-looked/?page=3").content.decode().count("opened your document") == 11
