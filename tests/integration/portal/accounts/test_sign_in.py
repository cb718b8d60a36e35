import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from portal.accounts.models import User
from tests.factories.portal import UserFactory
from tests.personas import signed_in

NEXT = "/people/"
ENTRANCES = ["login", "signup", "login/code", "password/reset"]


def code_from_mail() -> str:
    found = re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", mail.outbox[-1].body, re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found.group(1)


@pytest.mark.parametrize("entrance", ENTRANCES)
def test_every_entrance_wears_our_dress(client: Client, db: None, entrance: str) -> None:
    response = client.get(f"/accounts/{entrance}/")
    text = response.content.decode()
    assert response.status_code == 200
    assert 'class="imw-header"' in text
    assert "Exit this page" in text
    assert "govuk-label" in text
    assert "placeholder=" not in text
    assert "<style" not in text
    assert re.findall(r"<script(?![^>]*(src=|application/json))", text) == []
    assert "no-store" in response["Cache-Control"]


def test_sign_in_says_what_is_missing(client: Client, db: None) -> None:
    text = client.post("/accounts/login/", {"login": "", "password": ""}).content.decode()
    assert "<title>Error: Sign in" in text
    assert 'href="#id_login">Type your email address.' in text
    assert 'aria-describedby="id_password_error"' in text
    assert 'autocomplete="current-password"' in text


def test_a_wrong_password_and_an_unknown_address_answer_alike(client: Client, db: None) -> None:
    UserFactory(known_as="Iris")
    known = client.post("/accounts/login/", {"login": "iris@example.org", "password": "wrong-and-long"})
    unknown = client.post("/accounts/login/", {"login": "nobody@example.org", "password": "wrong-and-long"})
    said = "That email address and password do not belong together."
    assert said in known.content.decode()
    assert said in unknown.content.decode()
    assert known.status_code == unknown.status_code


@pytest.mark.parametrize(
    ("entrance", "field"),
    [("login/code", {}), ("password/reset", {}), ("signup", {"known_as": "Iris", "password1": ""})],
)
def test_asking_for_a_code_answers_alike(db: None, entrance: str, field: dict[str, str]) -> None:
    UserFactory(known_as="Iris")
    answers = []
    for email in ("iris@example.org", "nobody@example.org"):
        response = Client().post(f"/accounts/{entrance}/", {"email": email, **field}, follow=True)
        text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
        answers.append((response.redirect_chain, response.status_code, text.replace(email, "")))
    assert answers[0] == answers[1]
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("password", ["", "four quiet words here"])
def test_a_new_account_with_or_without_a_password_comes_back_to_where_it_was(
    client: Client, db: None, password: str
) -> None:
    sent = client.post(
        "/accounts/signup/",
        {"known_as": "Iris", "email": "iris@example.org", "password1": password, "next": NEXT},
        follow=True,
    )
    assert "We sent it to <strong>iris@example.org</strong>" in sent.content.decode()
    assert "_auth_user_id" not in client.session
    done = client.post("/accounts/confirm-email/", {"code": code_from_mail()})
    assert done["Location"] == NEXT
    user = User.objects.get(email="iris@example.org")
    assert user.known_as == user.full_name == "Iris"
    assert user.has_usable_password() is bool(password)
    assert EmailAddress.objects.get(user=user).verified
    assert client.get(NEXT).status_code == 200


def test_what_a_visitor_had_in_the_session_survives_signing_up(client: Client, db: None) -> None:
    session = client.session
    session["trial"] = {"important": "my garden"}
    session.save()
    client.post("/accounts/signup/", {"known_as": "Iris", "email": "iris@example.org", "password1": ""})
    client.post("/accounts/confirm-email/", {"code": code_from_mail()})
    assert client.session["_auth_user_id"]
    assert client.session["trial"] == {"important": "my garden"}


def test_a_wrong_code_is_said_plainly(client: Client, db: None) -> None:
    client.post("/accounts/signup/", {"known_as": "Iris", "email": "iris@example.org", "password1": ""})
    text = client.post("/accounts/confirm-email/", {"code": "XXXXXX"}).content.decode()
    assert "That is not the code we sent." in text
    assert "Send a new code" in text


def test_the_emails_name_nobody(client: Client, db: None) -> None:
    UserFactory(known_as="Iris")
    client.post("/accounts/login/code/", {"email": "iris@example.org"})
    letter = mail.outbox[-1]
    assert "Iris" not in letter.subject + letter.body
    assert "Type it on the page" in letter.body


def test_signing_in_with_a_code(client: Client, db: None) -> None:
    UserFactory(known_as="Iris")
    client.post("/accounts/login/code/", {"email": "iris@example.org", "next": NEXT})
    done = client.post("/accounts/login/code/confirm/", {"code": code_from_mail(), "next": NEXT})
    assert done["Location"] == NEXT
    assert client.session["_auth_user_id"]


def test_a_forgotten_password(client: Client, db: None) -> None:
    user = UserFactory(known_as="Iris")
    client.post("/accounts/password/reset/", {"email": user.email})
    client.post("/accounts/password/reset/confirm/", {"code": code_from_mail()})
    page = client.post(
        "/accounts/password/reset/complete/",
        {"password1": "four quiet words here", "password2": "four quiet words here"},
        follow=True,
    )
    assert "Your new password is saved" in page.content.decode()
    user.refresh_from_db()
    assert user.check_password("four quiet words here")


def test_next_never_leads_off_the_site(client: Client, db: None) -> None:
    UserFactory(known_as="Iris")
    done = client.post(
        "/accounts/login/",
        {"login": "iris@example.org", "password": "in-my-words", "next": "https://evil.example/"},
    )
    assert done["Location"] == "/home/"


def test_too_many_wrong_passwords_are_stopped(client: Client, db: None) -> None:
    UserFactory(known_as="Iris")
    for _ in range(6):
        page = client.post("/accounts/login/", {"login": "iris@example.org", "password": "wrong-and-long"})
    assert "That was tried too often." in page.content.decode()
    right = client.post("/accounts/login/", {"login": "iris@example.org", "password": "in-my-words"})
    assert "_auth_user_id" not in client.session
    assert right.status_code == 200


def test_changing_how_one_signs_in_asks_again_and_writes_an_email(db: None) -> None:
    user = UserFactory(known_as="Iris")
    browser = signed_in(user)
    asked = browser.get("/accounts/2fa/totp/activate/", follow=True)
    assert "Is it still you?" in asked.content.decode()
    browser.post(
        "/accounts/password/change/",
        {"oldpassword": "in-my-words", "password1": "four quiet words", "password2": "four quiet words"},
    )
    assert "If it was not, sign in and change your password now" in mail.outbox[-1].body


def test_ones_own_account(db: None) -> None:
    user = UserFactory(known_as="Iris")
    browser = signed_in(user)
    browser.post("/accounts/", {"known_as": "Issy", "safe_email": "unconfirmed@example.org", "plain_letters": "on"})
    user.refresh_from_db()
    # Where notices go is changed by a code alone.
    assert (user.known_as, user.safe_email, user.plain_letters) == ("Issy", "", True)
    assert Client().get("/accounts/").status_code == 302


@pytest.mark.parametrize(
    "sent",
    ["9" * 5000, "[" * 100_000, "null", "7", '"passkey"', "{}", '{"id": "AAAA", "type": "public-key", "response": {}}'],
)
def test_a_made_up_passkey_is_a_passkey_that_does_not_work(client: Client, db: None, sent: str) -> None:
    client.get("/accounts/2fa/webauthn/login/", HTTP_X_REQUESTED_WITH="XMLHttpRequest")
    response = client.post("/accounts/2fa/webauthn/login/", {"credential": sent})
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/")
    assert client.get("/home/").status_code == 302


def test_too_many_tries_are_answered_by_a_page_of_ours(client: Client, db: None) -> None:
    for _ in range(21):
        response = client.post("/accounts/signup/", {"known_as": "", "email": "", "password1": ""})
    assert response.status_code == 429
    text = response.content.decode()
    assert "<h1>That was tried too often</h1>" in text
    assert "Exit this page" in text
