"""Deleting, putting back, and what is gone for good after 30 days."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import models
from django.utils import timezone

from planning.carrying.models import Carrying
from planning.comments.models import Comment
from planning.documents import services
from planning.documents.models import (
    Agreement,
    Answer,
    AnswerBefore,
    Document,
    DocumentFile,
    Grant,
    Version,
)
from planning.documents.store import DocumentAnswerStore
from planning.documents.version_store import VersionStore
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.models import Event
from portal.files.storage import private_storage
from portal.notifications.models import Notice
from tests.factories.content import default_definition, question_id
from tests.factories.planning import answer, make_document, make_version, share_with, share_with_worker
from tests.integration.planning.documents.test_writing import photo
from tests.personas import Cast

WORDS = question_id(default_definition(), "long_text")
FILE = question_id(default_definition(), "file")
A_MONTH, AN_HOUR = timedelta(days=30), timedelta(hours=1)


@pytest.fixture
def plan(cast: Cast) -> Document:
    return make_document(cast.maureen)


def delete(plan: Document, *, ago: timedelta = timedelta(0)) -> Document:
    services.delete_document(document=plan, by=plan.owner, at=timezone.now() - ago)
    return Document.objects.get(pk=plan.pk)


def visible(user: User) -> list[Document]:
    return list(Document.objects.visible_to(user, at=timezone.now()))


def with_photo(plan: Document) -> str:
    """A photo in an answer; gives its name in storage."""
    store = DocumentAnswerStore(plan, plan.owner, timezone.now())
    answer(plan, FILE, {**store.keep_file(FILE, photo()), "caption": ""})
    return str(DocumentFile.objects.latest("pk").blob.name)


def test_nobody_finds_it_until_it_is_put_back_as_it_was(cast: Cast, plan: Document) -> None:
    share_with_worker(plan)
    ended = share_with(plan, cast.beth_in_circle)
    answer(plan, WORDS, "The choir.")
    make_version(plan)
    services.stop_sharing(grant=ended, by=cast.maureen, at=timezone.now())
    readers = (cast.maureen, cast.sunita, cast.ben)
    deleted = delete(plan)
    at = timezone.now()
    for user in readers:
        assert visible(user) == []
        assert not Answer.objects.visible_to(user, at=at).exists() or user == cast.maureen
        assert not Version.objects.visible_to(user, at=at).exists()
        assert not Document.objects.editable_by(user, at=at).exists()
    assert not Grant.objects.active(at=at).exists()
    assert list(Document.objects.deleted_by(cast.maureen)) == [plan]
    assert not Document.objects.deleted_by(cast.sunita).exists()

    services.put_back(document=deleted, by=cast.maureen, at=timezone.now())
    assert all(visible(user) == [plan] for user in readers)
    assert visible(cast.beth) == []
    assert DocumentAnswerStore(plan, cast.maureen, at).answers()[WORDS].value == "The choir."


def test_deleting_and_putting_back_twice_changes_nothing(cast: Cast, plan: Document) -> None:
    first = delete(plan, ago=timedelta(days=2)).deleted_at
    assert delete(plan).deleted_at == first
    for _ in range(2):
        services.put_back(document=plan, by=cast.maureen, at=timezone.now())
    verbs = list(Event.objects.filter(verb__startswith="document ").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["document deleted", "document put back"]


def test_only_the_owner_deletes_and_puts_back(cast: Cast, plan: Document) -> None:
    share_with(plan, cast.beth_in_circle, can_edit=True)
    with pytest.raises(Denied):
        services.delete_document(document=plan, by=cast.beth, at=timezone.now())
    delete(plan)
    with pytest.raises(Denied):
        services.put_back(document=plan, by=cast.beth, at=timezone.now())


def test_unread_notices_about_it_are_taken_back(cast: Cast, plan: Document) -> None:
    other = make_document(cast.maureen)
    for path in (plan.get_absolute_url(), f"{plan.get_absolute_url()}comments/", other.get_absolute_url()):
        Notice.objects.create(user=cast.sunita, kind="comment", path=path, created_at=timezone.now())
    delete(plan)
    assert [notice.path for notice in Notice.objects.all()] == [other.get_absolute_url()]


@pytest.mark.parametrize(("ago", "there"), [(A_MONTH - AN_HOUR, True), (A_MONTH + AN_HOUR, False)])
def test_after_30_days_it_is_gone_with_its_files(
    cast: Cast, plan: Document, ago: timedelta, there: bool, django_capture_on_commit_callbacks: object
) -> None:
    stored = with_photo(plan)
    row = answer(plan, WORDS, "The choir.")
    AnswerBefore.objects.create(answer=row, number=0, value="x", typed_by=cast.maureen, saved_at=timezone.now())
    Comment.objects.create(
        document=plan, question_id=WORDS, author=cast.sunita, text="Well said", created_at=timezone.now()
    )
    share_with_worker(plan)
    make_version(plan)
    delete(plan, ago=ago)
    with django_capture_on_commit_callbacks(execute=True):
        removed = services.remove_deleted_documents(at=timezone.now())
    assert removed == (0 if there else 1)
    for rows in (Document, Answer, AnswerBefore, Comment, Grant, Version, DocumentFile):
        assert rows.objects.exists() is there, rows
    assert private_storage().exists(stored) is there
    # That there was one is still known: ids, and no words.
    assert Event.objects.filter(verb="document deleted", object_id=str(plan.uuid)).exists()


def test_too_late_is_too_late(cast: Cast, plan: Document) -> None:
    deleted = delete(plan, ago=A_MONTH + AN_HOUR)
    with pytest.raises(Denied):
        services.put_back(document=deleted, by=cast.maureen, at=timezone.now())


def test_what_was_put_back_is_not_removed(cast: Cast, plan: Document) -> None:
    services.put_back(document=delete(plan, ago=A_MONTH - timedelta(minutes=1)), by=cast.maureen, at=timezone.now())
    assert services.remove_deleted_documents(at=timezone.now() + A_MONTH) == 0


def test_an_agreed_version_outlives_its_document(
    cast: Cast, plan: Document, django_capture_on_commit_callbacks: object
) -> None:
    share_with_worker(plan)
    stored = with_photo(plan)
    answer(plan, WORDS, "The choir.")
    agreed = make_version(plan, why="sent", sent_to=cast.sunita)
    Agreement.objects.create(version=agreed, agreed_at=timezone.now(), agreed_by=cast.sunita)
    other = DocumentFile.objects.create(
        document=plan, question_id=FILE, blob=DocumentFile.objects.get().blob, name="later.jpg",
        content_type="image/jpeg", size=1, uploaded_by=cast.maureen, uploaded_at=timezone.now(),
    )  # fmt: skip
    DocumentFile.objects.filter(pk=other.pk).update(blob="documents/later")
    make_version(plan)
    carrying = Carrying.objects.create(
        document=make_document(cast.maureen), source=plan, source_title="My job description", carried_at=timezone.now()
    )
    delete(plan, ago=A_MONTH + AN_HOUR)
    with django_capture_on_commit_callbacks(execute=True):
        services.remove_deleted_documents(at=timezone.now())
        assert services.remove_deleted_documents(at=timezone.now()) == 0
    shell = Document.objects.get(pk=plan.pk)
    assert (shell.title, shell.emptied_at is not None) == ("", True)
    assert not Answer.objects.exists() and not Grant.objects.exists()
    assert DocumentFile.objects.count() == 1 and private_storage().exists(stored)
    assert not Document.objects.deleted_by(cast.maureen).exists()
    carrying.refresh_from_db()
    assert (carrying.source, carrying.source_title) == (None, "My job description")
    for user in (cast.maureen, cast.sunita, cast.ben):
        at = timezone.now()
        found = Version.objects.visible_to(user, at=at).for_pages()
        assert list(found) == [agreed]
        assert VersionStore(found[0], user, at).answers()[WORDS].value == "The choir."
    with pytest.raises(Denied):
        services.put_back(document=shell, by=cast.maureen, at=timezone.now())


def test_what_began_from_a_form_and_was_deleted_may_begin_from_it_again(cast: Cast, plan: Document) -> None:
    key, at = uuid4(), timezone.now()
    first = services.create_document(kind="support_plan", by=cast.maureen, at=at, kept_from=key)
    delete(first)
    second = services.create_document(kind="support_plan", by=cast.maureen, at=at, kept_from=key)
    assert first != second


def test_everything_that_hangs_on_a_document_goes_with_it() -> None:
    """A row of a later slice that protects its document would keep it from going; only versions may."""
    protecting = {
        relation.related_model
        for relation in Document._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ForeignObjectRel) and relation.on_delete is models.PROTECT
    }
    assert protecting == {Version}


def test_nobody_else_opens_what_is_deleted(cast: Cast, plan: Document, now: datetime) -> None:
    delete(plan)
    with pytest.raises(Denied):
        services.open_document(document=plan, by=cast.sunita, at=now, path="/")
