"""An organisation that people can ask, and who is around it."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

import pytest
from django.utils import timezone

from community.help_requests import services
from community.help_requests.models import HelpRequest
from community.help_requests.store import HelpRequestStore
from community.organisations.models import Organisation
from content.wizards.stores import AnswerChange
from portal.accounts.models import User
from tests.factories.content import definition_of, publish
from tests.factories.organisations import let_coordinate, make_organisation
from tests.factories.portal import UserFactory

TOPICS, ABOUT, PLACE = (
    next(
        q["id"] for s in definition_of("help_request")["steps"] for q in s["questions"] if q["label"].startswith(label)
    )
    for label in ("What would you like help", "What should they know", "Which town")
)


@dataclass
class Help:
    """Iris asks; Dee looks after Moor Friends with Dot, Olu after another organisation."""

    iris: User
    dee: User
    dot: User
    olu: User
    friends: Organisation
    others: Organisation
    at: datetime = field(default_factory=timezone.now)

    def draft(self, **answers: object) -> HelpRequest:
        """A request of Iris that nobody was asked yet, with something in it."""
        made = services.begin_request(key=uuid4(), organisation=None, by=self.iris, at=self.at)
        given = {TOPICS: {"chosen": ["planning"], "something_else": ""}, **answers}
        HelpRequestStore(made, self.iris, self.at).save([AnswerChange(q, value, 0) for q, value in given.items()])
        return made

    def sent(self) -> HelpRequest:
        """One that Moor Friends was asked."""
        return services.send_request(request=self.draft(), organisation=self.friends, by=self.iris, at=self.at)


@pytest.fixture
def help_(db: None) -> Help:
    """Everybody, and the questions of a request."""
    publish(definition_of("help_request"))
    dee, dot, olu = (UserFactory(known_as=name, coordinator=True) for name in ("Dee", "Dot", "Olu"))
    friends = make_organisation("Moor Friends", on_portal=True)
    others = make_organisation("Other Friends", on_portal=True)
    let_coordinate(friends, dee)
    let_coordinate(friends, dot)
    let_coordinate(others, olu)
    return Help(UserFactory(known_as="Iris"), dee, dot, olu, friends, others)
