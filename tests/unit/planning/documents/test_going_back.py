"""Going back to an earlier version: the earlier words are back, and nothing is lost."""

from uuid import uuid4

import pytest
from django.utils import timezone

from content.wizards.stores import AnswerChange
from planning.documents import services
from planning.documents.enums import Audience, VersionReason
from planning.documents.models import Answer, AnswerBefore, Document, StepMark, Version
from planning.documents.store import DocumentAnswerStore
from planning.documents.version_store import VersionStore
from portal.access.decisions import Denied
from portal.accounts.models import User
from tests.factories.content import default_definition, publish, question_id
from tests.factories.planning import answer, make_document, make_version, share_with
from tests.personas import Cast

WORDS = question_id(default_definition(), "long_text")
SHORT = question_id(default_definition(), "short_text")
PEOPLE = question_id(default_definition(), "people_list")
FIRST_STEP = default_definition()["steps"][0]["id"]


@pytest.fixture
def plan(cast: Cast) -> Document:
    return make_document(cast.maureen)


def store_of(plan: Document, user: User) -> DocumentAnswerStore:
    return DocumentAnswerStore(Document.objects.for_pages().get(pk=plan.pk), user, timezone.now())


def type_in(plan: Document, user: User, question: str, value: object) -> None:
    store = store_of(plan, user)
    seen = store.answers()[question].number if question in store.answers() else 0
    store.save([AnswerChange(question, value, seen)])


def go_back(version: Version, **fields: object) -> Version:
    return services.go_back(version=version, by=version.document.owner, at=timezone.now(), **fields)


def values(plan: Document) -> dict[str, object]:
    return {q: a.value for q, a in store_of(plan, plan.owner).answers().items()}


def test_every_answer_is_as_it_was_and_what_came_since_is_kept(cast: Cast, plan: Document) -> None:
    share_with(plan, cast.beth_in_circle, can_edit=True)
    type_in(plan, cast.beth, WORDS, "The choir.")
    type_in(plan, cast.maureen, SHORT, "Same")
    version = make_version(plan)
    type_in(plan, cast.maureen, WORDS, "The garden.")
    type_in(plan, cast.beth, PEOPLE, [{"id": "", "name": "Leo", "relation": "", "does": ""}])
    before = values(plan)

    kept = go_back(version)
    assert values(plan) == {WORDS: "The choir.", SHORT: "Same", PEOPLE: None}
    assert (kept.why, kept.number) == (VersionReason.BEFORE, 2)
    then = VersionStore(kept, cast.maureen, timezone.now())
    assert {q: a.value for q, a in then.answers().items()} == before
    # Who wrote the words is still who wrote them, and each wording has a number of its own.
    standing = store_of(plan, cast.maureen).answers()
    assert (standing[WORDS].typed_by, standing[WORDS].number, standing[SHORT].number) == ("Beth", 3, 1)
    assert AnswerBefore.objects.filter(value="The garden.").exists()

    go_back(kept)
    assert values(plan) == before


def test_own_headings_questions_and_marks_are_as_they_were(cast: Cast, plan: Document) -> None:
    at = timezone.now()
    heading = services.add_heading(document=plan, title="My music", by=cast.maureen, at=at)
    question = services.add_question(
        document=plan, step_id=str(heading.step_id), label="Which records?", by=cast.maureen, at=at
    )
    type_in(plan, cast.maureen, str(question.question_id), "All of them.")
    StepMark.objects.create(document=plan, step_id=FIRST_STEP, state="done")
    expected = store_of(plan, cast.maureen).definition
    version = make_version(plan)
    services.rename_heading(heading=heading, title="My dog", by=cast.maureen, at=at)
    services.remove_heading(heading=heading, by=cast.maureen, at=at)
    services.add_heading(document=plan, title="Later", by=cast.maureen, at=at)
    StepMark.objects.update(state="left_out")

    go_back(version)
    store = store_of(plan, cast.maureen)
    assert store.definition == expected
    assert store.marks() == {FIRST_STEP: "done"}
    assert store.answers()[str(question.question_id)].value == "All of them."
    assert plan.own_headings.exclude(removed_at=None).get().title == "Later"


def test_newer_questions_stay(cast: Cast, plan: Document) -> None:
    version = make_version(plan)
    newer = publish(question_set=plan.question_set_version.question_set)
    services.accept_newer_questions(document=plan, version=newer, by=cast.maureen, at=timezone.now())
    go_back(version)
    plan.refresh_from_db()
    assert plan.question_set_version_id == newer.pk


def test_nobody_sees_more_through_it(cast: Cast, plan: Document) -> None:
    """Words that were kept back then are not shown because their question is open to others now."""
    grant = share_with(plan, cast.beth_in_circle, left_out=[SHORT])
    answer(plan, WORDS, "SECRET words", audience=Audience.ONLY_ME)
    answer(plan, SHORT, "SECRET left out")
    version = make_version(plan)
    for question in (WORDS, SHORT):
        type_in(plan, cast.maureen, question, "Open")
    services.set_audience(
        document=plan, question_id=WORDS, audience=Audience.EVERYONE, by=cast.maureen, at=timezone.now()
    )
    services.leave_parts_out(grant=grant, left_out=[], by=cast.maureen, at=timezone.now())
    assert set(store_of(plan, cast.beth).answers()) == {WORDS, SHORT}
    go_back(version)
    assert "SECRET" not in str(store_of(plan, cast.beth).answers())
    assert values(plan) == {WORDS: "SECRET words", SHORT: "SECRET left out"}


def test_an_audience_that_is_narrower_now_stays(cast: Cast, plan: Document) -> None:
    answer(plan, WORDS, "Open then")
    version = make_version(plan)
    type_in(plan, cast.maureen, WORDS, "Closed now")
    Answer.objects.update(audience=Audience.ONLY_ME)
    go_back(version)
    assert Answer.objects.get().audience == Audience.ONLY_ME


def test_a_second_tap_changes_nothing_more(cast: Cast, plan: Document) -> None:
    type_in(plan, cast.maureen, WORDS, "The choir.")
    version, key = make_version(plan), uuid4()
    first = go_back(version, kept_from=key)
    type_in(plan, cast.maureen, WORDS, "Written meanwhile.")
    assert go_back(version, kept_from=key) == first
    assert values(plan)[WORDS] == "Written meanwhile."


def test_only_the_owner_goes_back(cast: Cast, plan: Document) -> None:
    share_with(plan, cast.beth_in_circle, can_edit=True)
    version = make_version(plan)
    with pytest.raises(Denied):
        services.go_back(version=version, by=cast.beth, at=timezone.now())
