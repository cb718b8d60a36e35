"""What something else stands on is not deleted in the CMS, and an editor learns nothing by that."""

from collections.abc import Callable

import pytest
from django.db import models
from django.test import Client
from django.utils import timezone

from community.organisations.models import Organisation, TaxonomyTerm
from community.volunteers.models import CheckKind
from community.worries.models import Worry
from portal.accounts.services import make_editor
from tests.factories.known_sources import know
from tests.factories.organisations import let_coordinate, make_organisation, term
from tests.factories.peers import asked, named
from tests.factories.portal import UserFactory
from tests.factories.volunteers import check_kind, make_volunteer
from tests.personas import signed_in


@pytest.fixture
def editor(db: None) -> Client:
    """An editor who may delete."""
    made = UserFactory(known_as="Ed", editor=True)
    make_editor(made)
    return signed_in(made)


def coordinated() -> models.Model:
    organisation = make_organisation("Moor Friends")
    let_coordinate(organisation, UserFactory(known_as="Dee Marsh", coordinator=True))
    return organisation


def known_to_a_worker() -> models.Model:
    organisation = make_organisation("Moor Friends")
    know(UserFactory(known_as="Sunita", social_worker=True), organisation, "good with dementia")
    return organisation


def with_a_worry() -> models.Model:
    organisation = make_organisation("Moor Friends")
    about = {"about": "her grandson", "words": "Bruises on her arm.", "written_at": timezone.now()}
    Worry.objects.create(organisation=organisation, written_by=UserFactory(volunteer=True, known_as="Pat"), **about)
    return organisation


def kind_of_an_entry() -> models.Model:
    make_organisation("Moor Friends", kinds=["planning"])
    return term("help", "planning")


def skill_of_a_volunteer() -> models.Model:
    make_volunteer(make_organisation("Moor Friends"), skills=["money"])
    return term("help", "money")


def topic_of_a_question() -> models.Model:
    author = UserFactory()
    named(author)
    asked(author, topic="talking")
    return term("help", "talking")


def check_of_a_volunteer() -> models.Model:
    make_volunteer(make_organisation("Moor Friends"))
    return check_kind()


USED = [
    coordinated,
    known_to_a_worker,
    with_a_worry,
    kind_of_an_entry,
    skill_of_a_volunteer,
    topic_of_a_question,
    check_of_a_volunteer,
]


@pytest.mark.parametrize("used", USED)
@pytest.mark.parametrize("in_bulk", [False, True])
def test_what_is_in_use_stays_and_the_editor_reads_why(
    editor: Client, used: Callable[[], models.Model], in_bulk: bool
) -> None:
    it = used()
    kind = it._meta.model_name
    address = f"/cms/snippets/community/{kind}/delete/{it.pk}/"
    if in_bulk:
        address = f"/cms/bulk/community/{kind}/delete/?id={it.pk}"
    for ask in (editor.get, editor.post):
        response = ask(address, follow=True)
        assert response.redirect_chain[-1][0] == f"/cms/snippets/community/{kind}/edit/{it.pk}/"
        said = [str(message) for message in response.context["messages"]]
        instead = "Unpublish it instead" if kind == "organisation" else "You can change its words instead"
        assert said == [f"“{it}” cannot be deleted, because it is in use. {instead}."]
        for nothing_of_it in ("worr", "grandson", "Bruises", "Pat", "Sunita", "dementia", "Dee Marsh"):
            assert not any(nothing_of_it in each for each in said)
    assert type(it)._default_manager.filter(pk=it.pk).exists()


def test_what_nothing_stands_on_is_deleted(editor: Client) -> None:
    entry, word, kind = make_organisation("Moor Friends", kinds=[]), term("help", "music"), check_kind("poll")
    for it in (entry, word, kind):
        address = f"/cms/snippets/community/{it._meta.model_name}/delete/{it.pk}/"
        assert editor.post(address).status_code == 302
    assert not Organisation.objects.exists()
    assert not TaxonomyTerm.objects.filter(code="music").exists()
    assert not CheckKind.objects.filter(code="poll").exists()


def test_what_an_entry_itself_has_chosen_does_not_hold_it(editor: Client) -> None:
    """Its kinds of help stay, for others to choose."""
    entry = make_organisation("Moor Friends", kinds=["planning"], languages=["polish"])
    assert editor.post(f"/cms/snippets/community/organisation/delete/{entry.pk}/").status_code == 302
    assert not Organisation.objects.exists()
    assert term("help", "planning")
