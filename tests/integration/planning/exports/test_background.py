"""A copy that takes a while: made in the background, for its maker alone, for a day, and only of what they may see."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from planning.documents.enums import Audience
from planning.documents.models import Answer, Document, Grant, OwnHeading, OwnQuestion
from planning.documents.services import set_audience
from planning.exports import tasks
from planning.exports.chores import forget_copies_of_yesterday
from planning.exports.copies import AT_ONCE, Order, seconds_for
from planning.exports.enums import Form, Parts
from planning.exports.models import PreparedCopy
from planning.exports.services import copies as services
from portal.accounts.models import User
from portal.audit.models import Event
from portal.files.storage import private_storage
from tests.factories.comments import comment
from tests.factories.planning import make_version, share_with
from tests.integration.planning.exports.conftest import SECRET, SHARED, WORDS, content_of
from tests.personas import Cast
from tests.unit.planning.exports.reading_back import word_text

Take = Callable[..., HttpResponse]
Look = Callable[[User], Client]


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything counts as slow."""
    monkeypatch.setattr(services, "AT_ONCE", -1)


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch, slow: None) -> list[str]:
    """The queue: nothing in it is done yet."""
    queued: list[str] = []

    class Queue:
        def enqueue(self, uuid: str) -> None:
            queued.append(uuid)

    monkeypatch.setattr(services, "make_copy", Queue())
    return queued


def do(queued: list[str]) -> None:
    for uuid in queued:
        tasks.make_copy.func(uuid)


def address(response: HttpResponse) -> str:
    assert response.status_code == 302
    return str(response["Location"])


def test_it_is_waited_for_on_a_page_of_its_own(
    cast: Cast, plan: Document, take: Take, browser_of: Look, waiting: list[str]
) -> None:
    page = address(take(cast.maureen, plan, "word"))
    browser = browser_of(cast.maureen)
    shown = browser.get(page).content.decode()
    assert "We are making your copy" in shown
    assert 'role="status"' in shown
    assert "Look again" in shown
    assert browser.get(f"{page}file/").status_code == 404
    PreparedCopy.objects.update(total=40, done=12)
    assert "12 of 40 photos are in it." in browser.get(page).content.decode()
    do(waiting)
    shown = browser.get(page).content.decode()
    assert "Your copy is ready" in shown
    assert f"{page}file/" in shown
    response = browser.get(f"{page}file/")
    text = word_text(content_of(response))
    assert SHARED in text
    assert SECRET not in text
    assert "my-support-plan.docx" in response["Content-Disposition"]
    assert PreparedCopy.objects.get().done == 1


@pytest.mark.parametrize("form", ["pdf", "pdf-large", "word", "data"])
def test_each_form_can_be_made_in_the_background(
    cast: Cast, plan: Document, take: Take, browser_of: Look, slow: None, form: str
) -> None:
    page = address(take(cast.maureen, plan, form, "all"))
    assert len(content_of(browser_of(cast.maureen).get(f"{page}file/"))) > 500  # type: ignore[arg-type]


def test_two_taps_make_one_copy(cast: Cast, plan: Document, take: Take, waiting: list[str]) -> None:
    first, second = take(cast.maureen, plan, "word"), take(cast.maureen, plan, "word")
    assert address(first) == address(second)
    assert len(waiting) == 1
    assert address(take(cast.maureen, plan, "word", "all")) != address(first)


def test_one_whose_maker_was_stopped_can_be_asked_for_anew(
    cast: Cast, plan: Document, take: Take, waiting: list[str], now: datetime
) -> None:
    first = address(take(cast.maureen, plan, "word"))
    PreparedCopy.objects.update(asked_at=now - timedelta(minutes=16))
    second = address(take(cast.maureen, plan, "word"))
    assert first != second
    assert len(waiting) == 2


def test_nobody_else_gets_it(cast: Cast, plan: Document, take: Take, browser_of: Look, slow: None) -> None:
    share_with(plan, cast.beth_in_circle)
    hers, mine = address(take(cast.beth, plan, "word")), address(take(cast.maureen, plan, "word", "all"))
    for page, others in ((hers, (cast.maureen, cast.amira, cast.sunita)), (mine, (cast.beth, cast.amira))):
        for who in others:
            assert browser_of(who).get(page).status_code == 404
            assert browser_of(who).get(f"{page}file/").status_code == 404


def test_a_share_that_ended_meanwhile_ends_the_copy(
    cast: Cast, plan: Document, take: Take, browser_of: Look, waiting: list[str], now: datetime
) -> None:
    grant = share_with(plan, cast.beth_in_circle)
    page = address(take(cast.beth, plan, "word"))
    do(waiting)
    assert browser_of(cast.beth).get(page).status_code == 200
    Grant.objects.filter(pk=grant.pk).update(ends_at=now)
    assert browser_of(cast.beth).get(page).status_code == 404
    assert browser_of(cast.beth).get(f"{page}file/").status_code == 404


def test_one_that_ended_before_it_was_made_makes_nothing(
    cast: Cast, plan: Document, take: Take, waiting: list[str], now: datetime
) -> None:
    grant = share_with(plan, cast.beth_in_circle)
    take(cast.beth, plan, "word")
    Grant.objects.filter(pk=grant.pk).update(ends_at=now)
    do(waiting)
    copy = PreparedCopy.objects.get()
    assert not copy.blob
    assert copy.trouble


def test_what_became_private_since_is_not_handed_out(
    cast: Cast, plan: Document, take: Take, browser_of: Look, slow: None
) -> None:
    share_with(plan, cast.beth_in_circle)
    pages = {who: address(take(who, plan, "word")) for who in (cast.beth, cast.maureen)}
    Answer.objects.filter(document=plan, question_id=WORDS).update(audience=Audience.ONLY_ME)
    for who, page in pages.items():
        response = browser_of(who).get(f"{page}file/", follow=True)
        assert "has changed since" in response.content.decode()
        assert SHARED not in response.content.decode()
    assert not PreparedCopy.objects.exists()


def test_what_stands_beside_a_part_that_became_private_is_not_handed_out_either(
    cast: Cast, plan: Document, take: Take, browser_of: Look, slow: None, now: datetime
) -> None:
    """A question of one's own has words of one's own in it before there is any answer, and a comment beside it."""
    share_with(plan, cast.beth_in_circle)
    heading = OwnHeading.objects.create(document=plan, title="About my neighbour")
    question = OwnQuestion.objects.create(document=plan, step_id=heading.step_id, label="What did the neighbour say?")
    comment(plan, question.question_id, cast.maureen, "He shouted.", opened_at=now)
    page, mine = address(take(cast.beth, plan, "data")), address(take(cast.maureen, plan, "data", "all"))
    later = timezone.now() + timedelta(minutes=1)
    set_audience(document=plan, question_id=question.question_id, audience=Audience.ONLY_ME, by=cast.maureen, at=later)
    response = browser_of(cast.beth).get(f"{page}file/", follow=True)
    assert "has changed since" in response.content.decode()
    assert not PreparedCopy.objects.filter(asked_by=cast.beth).exists()
    assert len(content_of(browser_of(cast.maureen).get(f"{mine}file/"))) > 500  # type: ignore[arg-type]


def test_the_owner_sees_who_took_it(cast: Cast, plan: Document, take: Take, browser_of: Look, slow: None) -> None:
    share_with(plan, cast.beth_in_circle)
    page = address(take(cast.beth, plan, "word"))
    assert not Event.objects.filter(verb="document copied").exists()
    browser_of(cast.beth).get(f"{page}file/")
    assert Event.objects.get(verb="document copied").actor_id == cast.beth.pk


def test_a_version_is_made_so_too(cast: Cast, plan: Document, take: Take, browser_of: Look, slow: None) -> None:
    version = make_version(plan)
    Answer.objects.filter(document=plan, question_id=WORDS).update(value="something else")
    page = address(take(cast.maureen, plan, "word", version=version.number))
    response = browser_of(cast.maureen).get(f"{page}file/")
    assert SHARED in word_text(content_of(response))  # type: ignore[arg-type]
    assert "version-1" in response["Content-Disposition"]


def test_what_goes_wrong_is_said(
    cast: Cast, plan: Document, take: Take, browser_of: Look, slow: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(services, "write_copy", broken)
    page = address(take(cast.maureen, plan, "word"))
    shown = browser_of(cast.maureen).get(page).content.decode()
    assert "Nothing is lost" in shown
    assert "Ask for it once more" in shown


def test_after_a_day_it_is_gone(
    cast: Cast, plan: Document, take: Take, browser_of: Look, slow: None, now: datetime
) -> None:
    page = address(take(cast.maureen, plan, "word"))
    copy = PreparedCopy.objects.get()
    storage, name = private_storage(), str(copy.blob.name)
    forget_copies_of_yesterday(now + timedelta(hours=23))
    assert storage.exists(name)
    PreparedCopy.objects.update(asked_at=now - timedelta(hours=25))
    assert browser_of(cast.maureen).get(page).status_code == 404


def test_its_file_goes_with_it(
    cast: Cast,
    plan: Document,
    take: Take,
    slow: None,
    now: datetime,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    take(cast.maureen, plan, "word")
    storage, name = private_storage(), str(PreparedCopy.objects.get().blob.name)
    stray = storage.save("exports/of-a-document-that-is-gone", ContentFile(b"words"))
    with django_capture_on_commit_callbacks(execute=True):
        forget_copies_of_yesterday(now + timedelta(hours=25))
    assert not storage.exists(name)
    assert not storage.exists(stray)
    assert not PreparedCopy.objects.exists()


def test_how_long_it_takes_decides(cast: Cast, plan: Document, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    order = Order(plan, None, cast.maureen, Form.PDF, Parts.ALL, now)
    assert seconds_for(order, order.reading()) < AT_ONCE
    Answer.objects.filter(document=plan, question_id=WORDS).update(value="word " * 40_000)
    assert seconds_for(order, order.reading()) > AT_ONCE
