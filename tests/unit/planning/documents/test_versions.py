"""Versions: what they hold, that nothing changes them, and what others see of them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from content.questions.definitions import SetDefinition
from content.wizards.progress import answered_questions, overview
from planning.documents import services
from planning.documents.composition import compose
from planning.documents.enums import Audience, VersionReason
from planning.documents.models import Agreement, Answer, Document, Grant, StepMark, Version
from planning.documents.store import DocumentAnswerStore
from planning.documents.version_store import VersionStore
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.models import Event
from tests.factories.content import default_definition, question_id
from tests.factories.planning import answer, make_document, make_version, share_with, share_with_worker
from tests.personas import Cast

WORDS = question_id(default_definition(), "long_text")
SHORT = question_id(default_definition(), "short_text")
PEOPLE = question_id(default_definition(), "people_list")
BETH_ENTRY = [{"id": "11111111-1111-4111-8111-111111111111", "name": "Beth", "relation": "", "does": ""}]


@pytest.fixture
def plan(cast: Cast) -> Document:
    return make_document(cast.maureen)


def store_of(version: Version, user: User) -> VersionStore:
    found = Version.objects.for_pages().get(pk=version.pk)
    return VersionStore(found, user, timezone.now())


def seen_by(version: Version, user: User) -> dict[str, Any]:
    return {question: found.value for question, found in store_of(version, user).answers().items()}


def visible(user: User) -> "QuerySet[Any]":
    return Version.objects.visible_to(user, at=timezone.now())


def own_question(plan: Document, label: str) -> str:
    at = timezone.now()
    heading = services.add_heading(document=plan, title=f"Heading of {label}", by=plan.owner, at=at)
    made = services.add_question(document=plan, step_id=str(heading.step_id), label=label, by=plan.owner, at=at)
    return str(made.question_id)


def test_a_composed_set_survives_the_way_through_json(plan: Document) -> None:
    own_question(plan, "What about the dog?")
    whole = compose(plan)
    assert SetDefinition.from_json(whole.as_json()) == whole


def test_a_version_reads_as_the_document_did(cast: Cast, plan: Document) -> None:
    own = own_question(plan, "What about the dog?")
    answer(plan, WORDS, "The choir.", by=cast.beth)
    answer(plan, PEOPLE, BETH_ENTRY)
    answer(plan, own, "He sleeps on my feet.")
    StepMark.objects.create(document=plan, step_id=default_definition()["steps"][0]["id"], state="done")
    now = DocumentAnswerStore(plan, cast.maureen, timezone.now())
    expected = answered_questions(now), overview(now)

    version = make_version(plan)
    Answer.objects.update(value="Something else")
    plan.own_headings.all().delete()
    plan.own_questions.all().delete()
    StepMark.objects.all().delete()

    then = store_of(version, cast.maureen)
    assert (answered_questions(then), overview(then)) == expected
    assert then.answers()[WORDS].typed_by == "Beth"
    assert then.version_number == 1


def test_versions_are_numbered_and_a_second_tap_makes_none(cast: Cast, plan: Document) -> None:
    key = uuid4()
    first = make_version(plan, kept_from=key, name="For the meeting")
    again = make_version(plan, kept_from=key)
    second = make_version(plan, kept_from=uuid4())
    assert (first.number, again, second.number) == (1, first, 2)
    assert Event.objects.filter(verb="version kept").count() == 2


@pytest.mark.as_owner
def test_the_database_lets_nobody_change_a_version_or_take_it_away(plan: Document) -> None:
    version = make_version(plan)
    with pytest.raises(InternalError), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(name="Another")
    with pytest.raises(InternalError), transaction.atomic():
        version.delete()
    Document.objects.filter(pk=plan.pk).update(deleted_at=timezone.now() - timedelta(days=29))
    with pytest.raises(InternalError), transaction.atomic():
        version.delete()
    Document.objects.filter(pk=plan.pk).update(deleted_at=timezone.now() - timedelta(days=31))
    version.delete()


@pytest.mark.as_owner
def test_an_agreed_version_can_never_be_taken_away(cast: Cast, plan: Document) -> None:
    version = make_version(plan)
    agreement = Agreement.objects.create(version=version, agreed_at=timezone.now(), agreed_by=cast.sunita)
    Document.objects.filter(pk=plan.pk).update(deleted_at=timezone.now() - timedelta(days=31))
    with pytest.raises(InternalError), transaction.atomic():
        agreement.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(pk=version.pk)._raw_delete("default")
        transaction.get_connection().check_constraints()


def test_only_what_was_sent_names_whom(cast: Cast, plan: Document) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_version(plan, why=VersionReason.SENT)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_version(plan, sent_to=cast.sunita)


def test_only_the_owner_keeps_a_version_and_not_of_what_they_deleted(cast: Cast, plan: Document) -> None:
    share_with(plan, cast.beth_in_circle, can_edit=True)
    with pytest.raises(Denied):
        services.keep_version(document=plan, by=cast.beth, at=timezone.now())
    Document.objects.filter(pk=plan.pk).update(deleted_at=timezone.now())
    with pytest.raises(Denied):
        make_version(plan)


def test_what_was_kept_back_then_or_is_now_is_in_no_version_for_others(cast: Cast, plan: Document) -> None:
    """Then and now: whatever of the two is stricter counts, and nothing tells that there was anything."""
    share_with_worker(plan)
    share_with(plan, cast.beth_in_circle)
    own = own_question(plan, "SECRET?")
    answer(plan, WORDS, "The choir.")
    answer(plan, SHORT, "SECRET then", audience=Audience.ONLY_ME)
    answer(plan, own, "SECRET own", audience=Audience.WORKER_ONLY)
    answer(plan, PEOPLE, BETH_ENTRY)
    version = make_version(plan)
    services.set_audience(
        document=plan, question_id=SHORT, audience=Audience.EVERYONE, by=cast.maureen, at=timezone.now()
    )
    services.set_audience(
        document=plan, question_id=PEOPLE, audience=Audience.WORKER_ONLY, by=cast.maureen, at=timezone.now()
    )
    assert seen_by(version, cast.beth) == {WORDS: "The choir."}
    assert "SECRET" not in str(store_of(version, cast.beth).definition)
    assert seen_by(version, cast.sunita) == {WORDS: "The choir.", own: "SECRET own", PEOPLE: BETH_ENTRY}
    assert SHORT in seen_by(version, cast.maureen)
    assert store_of(version, cast.beth).audiences() == {}


def test_what_a_share_left_out_then_or_leaves_out_now_is_not_shown(cast: Cast, plan: Document) -> None:
    grant = share_with(plan, cast.beth_in_circle, left_out=[SHORT])
    answer(plan, WORDS, "The choir.")
    answer(plan, SHORT, "SECRET")
    version = make_version(plan)
    Grant.objects.filter(pk=grant.pk).update(left_out=[])
    assert seen_by(version, cast.beth) == {WORDS: "The choir."}
    Grant.objects.filter(pk=grant.pk).update(left_out=[WORDS])
    assert seen_by(version, cast.beth) == {}


def test_others_see_the_versions_made_since_it_was_shared_with_them(cast: Cast, plan: Document) -> None:
    early = make_version(plan, at=timezone.now() - timedelta(days=3))
    share_with(plan, cast.beth_in_circle)
    late = make_version(plan)
    assert list(visible(cast.beth)) == [late]
    assert set(visible(cast.maureen)) == {early, late}
    for stranger in (cast.sunita, cast.ruth, cast.amira, cast.hana, cast.morag, cast.pat):
        assert not visible(stranger).exists()


def test_what_was_sent_stays_readable_to_the_worker_as_it_was_sent(cast: Cast, plan: Document) -> None:
    grant = share_with_worker(plan, left_out=[PEOPLE])
    answer(plan, WORDS, "The choir.")
    answer(plan, SHORT, "SECRET", audience=Audience.ONLY_ME)
    answer(plan, PEOPLE, BETH_ENTRY)
    sent = make_version(plan, why=VersionReason.SENT, sent_to=cast.sunita)
    kept = make_version(plan)
    services.set_audience(
        document=plan, question_id=WORDS, audience=Audience.ONLY_ME, by=cast.maureen, at=timezone.now()
    )
    Grant.objects.filter(pk=grant.pk).update(left_out=[WORDS])
    assert seen_by(sent, cast.sunita) == seen_by(sent, cast.ben) == {WORDS: "The choir."}
    assert seen_by(kept, cast.sunita) == {}
    share_with(plan, cast.beth_in_circle)
    assert seen_by(sent, cast.beth) == {PEOPLE: BETH_ENTRY}

    services.stop_sharing(grant=grant, by=cast.maureen, at=timezone.now())
    assert not visible(cast.sunita).exists()


def test_what_was_agreed_stays_with_its_owner_and_their_worker(cast: Cast, plan: Document) -> None:
    grant = share_with_worker(plan)
    answer(plan, WORDS, "The choir.")
    agreed = make_version(plan, why=VersionReason.SENT, sent_to=cast.sunita)
    make_version(plan)
    Agreement.objects.create(version=agreed, agreed_at=timezone.now(), agreed_by=cast.sunita)
    services.stop_sharing(grant=grant, by=cast.maureen, at=timezone.now())
    Document.objects.filter(pk=plan.pk).update(deleted_at=timezone.now())
    for reader in (cast.maureen, cast.sunita, cast.ben):
        assert list(visible(reader)) == [agreed]
        assert seen_by(agreed, reader) == {WORDS: "The choir."}
    assert not visible(cast.hana).exists()
