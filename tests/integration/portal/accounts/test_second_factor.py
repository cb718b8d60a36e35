import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import Client
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.snippets.models import get_snippet_models

from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.accounts.services import make_editor
from tests.factories.portal import UserFactory
from tests.personas import Cast, signed_in

STAFF = ["social_worker", "team_manager", "editor"]
PASSWORD = "in-my-words"


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_in(browser: Client, user: User) -> object:
    return browser.post("/accounts/login/", {"login": user.email, "password": PASSWORD}, follow=True)


def enrol(browser: Client, user: User) -> str:
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = browser.get("/accounts/2fa/totp/activate/")
    secret = str(page.context["form"].secret)
    browser.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert Authenticator.objects.filter(user=user, type="totp").exists()
    return secret


@pytest.mark.parametrize("role", STAFF)
@pytest.mark.parametrize("path", ["/home/", "/people/", "/notices/", "/cms/", "/joining-codes/", "/"])
def test_staff_without_a_second_factor_reach_nothing(db: None, role: str, path: str) -> None:
    browser = Client()
    browser.force_login(UserFactory(**{role: True}))
    page = browser.get(path)
    assert page.status_code == 403
    assert "One more step before you begin" in page.content.decode()
    assert "/accounts/2fa/totp/activate/" in page.content.decode()


def test_a_superuser_needs_one_too(db: None) -> None:
    browser = Client()
    browser.force_login(UserFactory(is_superuser=True))
    assert browser.get("/home/").status_code == 403


def test_from_the_first_sign_in_to_the_first_page(db: None) -> None:
    worker = UserFactory(known_as="Sunita", social_worker=True)
    browser = Client()
    assert "One more step before you begin" in sign_in(browser, worker).content.decode()  # type: ignore[attr-defined]
    secret = enrol(browser, worker)
    waiting = browser.get("/joining-codes/")
    assert waiting.status_code == 403
    assert "Now sign in with your second step" in waiting.content.decode()
    assert "next=%2Fjoining-codes%2F" in waiting.content.decode()
    browser.post("/accounts/logout/")
    asked = sign_in(browser, worker)
    assert "The second step" in asked.content.decode()  # type: ignore[attr-defined]
    assert browser.get("/joining-codes/").status_code == 302
    cache.clear()  # a code works once: the one that was typed while setting up is remembered
    done = browser.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert done.status_code == 302
    assert browser.get("/joining-codes/").status_code == 200


def test_the_secret_of_the_app_is_kept_encrypted(db: None) -> None:
    worker = UserFactory(known_as="Sunita", social_worker=True)
    browser = Client()
    sign_in(browser, worker)
    secret = enrol(browser, worker)
    assert secret not in str(Authenticator.objects.get(type="totp").data)


def test_a_record_of_somebody_elses_sign_in_does_not_count(db: None) -> None:
    worker = UserFactory(social_worker=True)
    browser = signed_in(worker)
    session = browser.session
    session["account_authentication_methods_user"] = str(worker.pk + 1)
    session.save()
    assert browser.get("/home/").status_code == 403


def test_people_may_do_without(cast: Cast) -> None:
    assert signed_in(cast.maureen).get("/home/").status_code == 200


@pytest.mark.parametrize("who", ["maureen", "sunita", "morag", "pat", "dee"])
def test_to_others_there_is_no_cms(cast: Cast, who: str) -> None:
    browser = signed_in(getattr(cast, who))
    for path in ("/cms/", "/cms/pages/", "/cms/login/", "/cms/snippets/"):
        assert browser.get(path).status_code == 404, path


def test_signed_out_the_cms_leads_to_the_one_sign_in(client: Client, db: None) -> None:
    page = client.get("/cms/", follow=True)
    assert page.redirect_chain[-1][0] == "/accounts/login/?next=%2Fcms%2F"


def test_an_editor_edits(cast: Cast) -> None:
    make_editor(cast.ed)
    browser = signed_in(cast.ed)
    page = browser.get("/cms/")
    assert page.status_code == 200
    assert browser.get("/cms/login/?next=/cms/pages/")["Location"] == "/cms/pages/"
    assert browser.get("/cms/login/?next=https://evil.example/")["Location"] == "/cms/"
    assert browser.get("/cms/snippets/content/questionset/").status_code in {200, 404}


def test_what_an_editor_may(db: None) -> None:
    user = UserFactory(known_as="Ed")
    make_editor(user)
    make_editor(user)
    user = User.objects.get(pk=user.pk)
    assert user.role == Role.EDITOR
    assert Group.objects.filter(name="Editors").count() == 1
    assert user.has_perm("wagtailadmin.access_admin")
    rights = Page.get_first_root_node().permissions_for_user(user)
    assert rights.can_add_subpage()
    assert PagePermissionPolicy().user_has_permission(user, "publish")
    for model in get_snippet_models():
        assert user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"), model
    assert not user.has_perm("portal.view_user")
    assert not user.has_perm("planning.view_document")


def test_who_writes_without_publishing_changes_nothing_that_shows_at_once(db: None) -> None:
    user = UserFactory(known_as="Wilma")
    make_editor(user)
    make_editor(user, may_publish=False)
    user = User.objects.get(pk=user.pk)
    assert user.role == Role.EDITOR
    assert user.has_perm("content.change_questionset")
    assert not user.has_perm("content.publish_questionset")
    assert not user.has_perm("content.delete_questionset")
    assert not user.has_perm("content.change_helpnumbers")
    assert Page.get_first_root_node().permissions_for_user(user).can_add_subpage()
    assert not PagePermissionPolicy().user_has_permission(user, "publish")


def test_an_editor_without_the_rights_is_not_sent_round_in_circles(cast: Cast) -> None:
    page = signed_in(cast.ed).get("/cms/", follow=True)
    assert page.status_code == 404
