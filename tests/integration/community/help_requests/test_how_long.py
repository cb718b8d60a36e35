"""How long help lasts where the person says nothing else: a rule that editors keep, and a day that the person moves."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from community.help_requests.enums import State
from community.help_requests.models import HelpRequest, HelpRules
from community.help_requests.queries import help_rules
from content.questions.models import QuestionSet
from portal.accounts.services import make_editor
from portal.relationships.models import Match
from tests.factories.content import definition_of, publish
from tests.factories.help_requests import make_offer, make_request
from tests.factories.organisations import let_coordinate, make_organisation
from tests.factories.volunteers import make_volunteer
from tests.personas import Cast, signed_in

pytestmark = pytest.mark.django_db
RULES = "/cms/settings/community/helprules/"


def offered(cast: Cast) -> str:
    """The address at which Maureen reads of Pat, and says until when."""
    friends = make_organisation("Moor Friends", on_portal=True)
    let_coordinate(friends, cast.dee)
    make_volunteer(friends, cast.pat)
    questions = publish(definition_of("help_request"))
    QuestionSet.objects.filter(pk=questions.question_set_id).update(live=True, makes_documents=False)
    found: HelpRequest = make_request(cast.maureen, friends, state=State.PROPOSED)
    return reverse("help_offer", args=[found.uuid, make_offer(found, cast.pat, by=cast.dee).uuid])


def day_boxes(text: str) -> dict[str, str]:
    """The day that stands in the three boxes."""
    boxes = {}
    for number in range(3):
        start = text.index(f'name="day_{number}"')
        start = text.index('value="', start) + len('value="')
        boxes[f"day_{number}"] = text[start : text.index('"', start)]
    return boxes


@pytest.mark.parametrize("weeks", [None, 4, 52])
def test_the_day_that_is_offered_follows_the_rule_and_is_theirs_to_move(cast: Cast, weeks: int | None) -> None:
    page, maureen = offered(cast), signed_in(cast.maureen)
    if weeks:
        HelpRules.objects.create(usual_weeks=weeks)
    day = timezone.localdate() + timedelta(weeks=weeks or 12)
    boxes = day_boxes(maureen.get(page).content.decode())
    assert boxes == {"day_0": str(day.day), "day_1": str(day.month), "day_2": str(day.year)}
    sooner = timezone.localdate() + timedelta(days=3)
    moved = {"day_0": str(sooner.day), "day_1": str(sooner.month), "day_2": str(sooner.year), "choice": "yes"}
    assert maureen.post(page, moved if weeks else {**boxes, "choice": "yes"}).status_code == 302
    assert Match.objects.get().last_day == (sooner if weeks else day)


def test_an_editor_keeps_it_in_the_cms_within_a_year(cast: Cast) -> None:
    make_editor(cast.ed)
    ed = signed_in(cast.ed)
    assert "help ends by itself after so many weeks" in ed.get(RULES, follow=True).content.decode().lower()
    address = ed.get(RULES, follow=True).redirect_chain[-1][0]
    for wrong in ("0", "53", "-1", ""):
        assert ed.post(address, {"usual_weeks": wrong}).status_code == 200
        assert help_rules().usual_weeks == 12
    assert ed.post(address, {"usual_weeks": "6"}).status_code == 302
    assert help_rules().usual_weeks == 6
    for wrong_weeks in (0, 53):
        with pytest.raises(ValidationError):
            HelpRules(usual_weeks=wrong_weeks).full_clean()


def test_nobody_but_an_editor_changes_it(cast: Cast) -> None:
    address = f"{RULES}{HelpRules.objects.create(usual_weeks=12).pk}/"
    for who in (cast.dee, cast.pat, cast.sunita, cast.morag, cast.maureen):
        assert signed_in(who).post(address, {"usual_weeks": "6"}).status_code in {302, 403, 404}
        assert HelpRules.objects.get().usual_weeks == 12
    make_editor(cast.ed)
    signed_in(cast.ed).post(address, {"usual_weeks": "6"})
    assert HelpRules.objects.get().usual_weeks == 6
