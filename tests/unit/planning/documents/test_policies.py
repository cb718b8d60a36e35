"""Who may do what: the policy of one document and the queryset of many give the same answer."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from planning.comments.models import Comment, Suggestion
from planning.documents import policies
from planning.documents.enums import Audience
from planning.documents.models import Answer, AnswerBeside, Document
from portal.access.decisions import Denied
from portal.accounts.models import User
from tests.factories.comments import comment, suggestion
from tests.factories.planning import answer, make_document, share_with, share_with_worker
from tests.personas import Cast, everybody
from tests.rules import allows


def shares(cast: Cast) -> dict[str, Document]:
    """Documents of Maureen's in every state of sharing."""
    found = {
        name: make_document(cast.maureen, title=name)
        for name in (
            "private", "worker", "worker ended", "beth sees", "beth edits", "beth ended", "ruth ended", "not yet",
        )
    }  # fmt: skip
    share_with_worker(found["worker"])
    share_with_worker(found["worker ended"], ended=True)
    share_with(found["beth sees"], cast.beth_in_circle, can_comment=True)
    share_with(found["beth edits"], cast.beth_in_circle, can_edit=True, can_suggest=True, can_see_budget=True)
    share_with(found["beth ended"], cast.beth_in_circle, ended=True, can_edit=True)
    share_with(found["ruth ended"], cast.ruth_in_circle, can_edit=True, can_comment=True)
    tomorrow = share_with(found["not yet"], cast.beth_in_circle, can_edit=True)
    tomorrow.starts_at = timezone.now() + timedelta(days=1)
    tomorrow.save()
    return found


def test_policies_and_querysets_agree_for_everybody_and_every_share(cast: Cast) -> None:
    at = timezone.now()
    documents = [*shares(cast).values(), make_document(cast.amira)]
    for name, user in everybody(cast).items():
        visible = set(Document.objects.visible_to(user, at=at))
        editable = set(Document.objects.editable_by(user, at=at))
        for document in documents:
            about = f"{name}: {document.title}"
            assert allows(policies.check_can_see, user, document, at) == (document in visible), about
            assert allows(policies.check_can_edit, user, document, at) == (document in editable), about


def test_what_is_read_within_one_document_is_what_is_visible_there(cast: Cast) -> None:
    at = timezone.now()
    question = str(uuid4())
    for document in shares(cast).values():
        for audience in Audience:
            answer(document, str(uuid4()), "x", audience=audience)
        answer(document, question, "x", audience=Audience.ONLY_ME)
        comment(document, question, cast.maureen, "Kept to herself")
        suggestion(document, question, cast.beth, "Other words")
        AnswerBeside.objects.create(
            document=document, question_id=question, number=1, value="y", typed_by=cast.beth, saved_at=at
        )
        for model in (Answer, AnswerBeside, Comment, Suggestion):
            for name, user in everybody(cast).items():
                here = set(model.objects.read_by(user, document, at=at))
                visible = set(model.objects.visible_to(user, at=at).filter(document=document))
                assert here == visible, f"{name}: {model.__name__} of {document.title}"


def test_who_sees_what(cast: Cast) -> None:
    at = timezone.now()
    shares(cast)
    seen = {
        name: set(Document.objects.visible_to(user, at=at).values_list("title", flat=True))
        for name, user in everybody(cast).items()
    }
    assert seen["sunita"] == seen["ben"] == {"worker"}
    assert seen["beth"] == {"beth sees", "beth edits"}
    for stranger in ("ruth", "hana", "amira", "morag", "ed", "pat", "dee"):
        assert seen[stranger] == set(), stranger


@pytest.mark.parametrize(
    ("document", "user", "may"),
    [
        ("worker", "sunita", {"see", "comment", "suggest"}),
        ("worker", "ben", {"see", "comment", "suggest"}),
        ("worker", "hana", set()),
        ("beth sees", "beth", {"see", "comment"}),
        ("beth edits", "beth", {"see", "edit", "suggest"}),
        ("beth ended", "beth", set()),
        ("not yet", "beth", set()),
        ("ruth ended", "ruth", set()),
        ("private", "maureen", {"see", "edit", "comment", "share"}),
        ("private", "sunita", set()),
    ],
)
def test_each_ability_is_a_tick_of_its_own(cast: Cast, document: str, user: str, may: set[str]) -> None:
    at = timezone.now()
    found, who = shares(cast)[document], everybody(cast)[user]
    for action in ("see", "edit", "comment", "suggest", "share"):
        check = getattr(policies, f"check_can_{action}")
        if action in may:
            check(who, found, at)
        else:
            with pytest.raises(Denied) as denied:
                check(who, found, at)
            assert denied.value.reason.endswith(".")
    can = policies.abilities(who, found, at)
    assert {action for action in ("see", "edit", "comment", "suggest") if getattr(can, action)} == may - {"share"}


def test_staff_never_edit_even_as_family(cast: Cast) -> None:
    """A social worker who is also somebody's daughter uses an account of her own for that."""
    cast.beth_in_circle.supporter = cast.hana
    cast.beth_in_circle.save()
    document = make_document(cast.maureen)
    share_with(document, cast.beth_in_circle, can_edit=True)
    at = timezone.now()
    assert allows(policies.check_can_see, cast.hana, document, at)
    assert not allows(policies.check_can_edit, cast.hana, document, at)
    assert not Document.objects.editable_by(cast.hana, at=at).exists()


def test_the_budget_is_a_tick_of_its_own(cast: Cast) -> None:
    at = timezone.now()
    found = shares(cast)
    assert policies.abilities(cast.beth, found["beth edits"], at).see_budget
    assert not policies.abilities(cast.beth, found["beth sees"], at).see_budget
    assert policies.abilities(cast.sunita, found["worker"], at).as_worker


@pytest.mark.parametrize("name", ["sunita", "morag", "ed", "pat", "dee"])
def test_only_people_have_documents_of_their_own(cast: Cast, name: str) -> None:
    user: User = everybody(cast)[name]
    with pytest.raises(Denied):
        policies.check_can_create(user)
    policies.check_can_create(cast.maureen)
