"""The accounts that a council makes: from the command to the first page."""

import re

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from portal.accounts.enums import Role
from portal.accounts.models import Team, User


def add(*words: str) -> User:
    call_command("add_account", *words, verbosity=0)
    return User.objects.get(email=words[0].lower())


def test_a_social_worker_signs_in_with_an_emailed_code_and_is_led_to_a_second_factor(db: None) -> None:
    worker = add("Sunita@council.example", "Sunita Rao", "--role", "social_worker", "--team", "North")
    assert (worker.known_as, worker.role, worker.team) == ("Sunita", Role.SOCIAL_WORKER, Team.objects.get(name="North"))
    assert not worker.has_usable_password()
    browser = Client()
    browser.post("/accounts/login/code/", {"email": "sunita@council.example"})
    code = re.search(r"^\s*([A-Z0-9]{4,}-?[A-Z0-9]*)\s*$", mail.outbox[-1].body, re.MULTILINE)
    assert code
    page = browser.post("/accounts/login/code/confirm/", {"code": code.group(1)}, follow=True)
    assert "One more step before you begin" in page.content.decode()


def test_an_editor_has_an_editors_rights(db: None) -> None:
    assert add("ed@council.example", "Ed Lane", "--role", "editor").has_perm("wagtailadmin.access_admin")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("ED@council.example", "Ed Again", "--role", "editor"), "has an account already"),
        (("ed-at-council", "Ed Lane", "--role", "editor"), "is not an email address"),
        (("new@council.example", " ", "--role", "editor"), "Say the full name"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(db: None, words: tuple[str, ...], sentence: str) -> None:
    add("ed@council.example", "Ed Lane", "--role", "editor")
    with pytest.raises(CommandError, match=sentence):
        call_command("add_account", *words, verbosity=0)
    assert User.objects.count() == 1
