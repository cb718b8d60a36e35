"""After the yes: who helps is let into one more document, or back into one, on the page "Who can see this"."""

import pytest
from django.utils import timezone

from community.help_requests.enums import HowEnded
from community.help_requests.models import Helping
from community.help_requests.services.matching import end_match
from planning.documents.models import Document, Grant
from planning.documents.services import add_question
from portal.notifications.enums import Kind
from portal.notifications.models import Notice
from portal.relationships.models import Match
from tests.by_lot import without_what_is_drawn
from tests.factories.help_requests import let_help
from tests.factories.organisations import make_organisation
from tests.factories.planning import answer
from tests.integration.planning.documents.conftest import SHORT, WORDS
from tests.integration.planning.documents.test_sharing import Look
from tests.personas import Cast


@pytest.fixture
def helping(cast: Cast, plan: Document) -> Helping:
    """Pat helps Maureen, and nothing was ticked."""
    answer(plan, WORDS, "Singing.")
    answer(plan, SHORT, "The tin behind the clock.")
    return let_help(cast.maureen, cast.pat, make_organisation("Moor Friends"), documents=[])


@pytest.fixture
def address(helping: Helping, base: str) -> str:
    return f"{base}share/helper/{helping.match.uuid}/"


def test_who_helps_is_let_in_by_one_button_and_out_again(
    cast: Cast, plan: Document, look: Look, press: Look, base: str, address: str
) -> None:
    assert look(cast.pat, base).status == 404
    assert "Share with Pat, volunteer, Moor Friends" in look(cast.maureen, f"{base}share/").text
    page = press(cast.maureen, address)
    assert "Shared. You can stop at any time." in page.text
    assert "Share with Pat, volunteer" not in page.text
    assert "Singing." in look(cast.pat, base).text
    assert Notice.objects.filter(user=cast.pat, kind=Kind.SHARED).count() == 1
    press(cast.maureen, address)
    grant = Grant.objects.get()
    assert (grant.can_comment, grant.can_suggest, grant.can_edit, grant.can_see_budget) == (True, True, False, False)

    assert "Share with Pat, volunteer" in press(cast.maureen, f"{base}share/stop/{grant.pk}/").text
    assert look(cast.pat, base).status == 404
    press(cast.maureen, address)
    assert look(cast.pat, base).status == 200


def test_what_was_left_out_is_still_ticked_when_it_is_shared_again(
    cast: Cast, plan: Document, look: Look, press: Look, base: str, address: str
) -> None:
    steps = plan.question_set_version.definition["steps"]
    step = next(step["id"] for step in steps if SHORT in {question["id"] for question in step["questions"]})
    press(cast.maureen, address, **{f"parts-{step}": [SHORT]})
    text = look(cast.pat, base).text
    assert "Singing." in text and "tin behind" not in text
    press(cast.maureen, f"{base}share/stop/{Grant.objects.get().pk}/")
    # The social worker's form first, then the helper's.
    html = look(cast.maureen, f"{base}share/").text
    boxes = [tag for tag in html.split("<") if f'value="{SHORT}"' in tag]
    assert len(boxes) == 2
    assert [" checked" in tag for tag in boxes] == [False, True]


@pytest.mark.parametrize("who", ["helper", "worker"])
def test_what_was_left_out_stays_so_while_its_question_is_out_of_the_document(
    cast: Cast, plan: Document, press: Look, base: str, address: str, who: str
) -> None:
    share = address if who == "helper" else f"{base}share/worker/"
    step = plan.question_set_version.definition["steps"][0]["id"]
    own = add_question(document=plan, step_id=step, label="What I owe", by=cast.maureen, at=timezone.now())
    press(cast.maureen, share, **{f"parts-{step}": [str(own.question_id)]})
    press(cast.maureen, f"{base}share/stop/{Grant.objects.get().pk}/")
    assert "Taken out." in press(cast.maureen, f"{base}own/questions/{own.question_id}/remove/").text
    assert "Shared. You can stop at any time." in press(cast.maureen, share).text
    assert Grant.objects.get(ends_at=None).left_out == [own.question_id]


def test_over_and_foreign_matches_are_not_to_be_found(
    cast: Cast, look: Look, press: Look, base: str, address: str, helping: Helping
) -> None:
    foreign = let_help(cast.amira, cast.pat, make_organisation("Another"), documents=[]).match
    assert press(cast.maureen, f"{base}share/helper/{foreign.uuid}/").status == 404
    Match.objects.filter(pk=helping.match.pk).update(ends_at=timezone.now())
    assert press(cast.maureen, address).status == 404
    assert "Share with Pat" not in look(cast.maureen, f"{base}share/").text
    assert not Grant.objects.exists()


def test_nobody_else_opens_it_for_a_helper_or_reads_who_helps(
    cast: Cast, plan: Document, look: Look, press: Look, base: str, address: str, helping: Helping
) -> None:
    press(cast.maureen, f"{base}share/worker/")
    press(cast.maureen, f"{base}share/person/{cast.beth_in_circle.uuid}/", can_see="on", can_edit="on")
    for user in (cast.sunita, cast.beth):
        assert press(user, address).status == 403
        assert "Pat" not in without_what_is_drawn(look(user, base).text)
    assert press(cast.pat, address).status == 404
    assert not Grant.objects.filter(match=helping.match).exists()


def test_it_ends_with_the_match(cast: Cast, look: Look, press: Look, base: str, address: str, helping: Helping) -> None:
    press(cast.maureen, address)
    end_match(helping=helping, how=HowEnded.PERSON, by=cast.maureen, at=timezone.now())
    assert look(cast.pat, base).status == 404
    assert press(cast.maureen, address).status == 404
