"""Inline code is for the CMS alone."""

import pytest
from django.core.management import call_command
from django.test import Client

from content.questions.models import QuestionSet

pytestmark = pytest.mark.django_db


def directives(client: Client, path: str) -> dict[str, list[str]]:
    policy = client.get(path)["Content-Security-Policy"]
    return {parts[0]: parts[1:] for rule in policy.split(";") if (parts := rule.split())}


@pytest.mark.parametrize("path", ["/search/", "/accounts/login/", "/health/live", "/nowhere/", "/cms", "/cmsx/"])
def test_pages_run_only_what_we_serve(client: Client, path: str) -> None:
    policy = directives(client, path)
    assert policy["script-src"] == ["'self'"]
    assert policy["style-src"] == ["'self'"]
    assert policy["frame-ancestors"] == ["'none'"]


def test_the_cms_may_run_inline_code_and_frame_its_previews(client: Client) -> None:
    policy = directives(client, "/cms/")
    assert set(policy["script-src"]) == {"'self'", "'unsafe-inline'"}
    assert set(policy["style-src"]) == {"'self'", "'unsafe-inline'"}
    assert policy["frame-ancestors"] == ["'self'"]
    assert policy["default-src"] == ["'self'"]


def test_what_the_cms_previews_may_be_framed_by_it_and_runs_nothing_inline(client: Client) -> None:
    call_command("seed_question_sets", verbosity=0)
    shown = QuestionSet.objects.get(kind="support_plan").make_preview_request()
    policy = shown["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "unsafe-inline" not in policy


def test_no_page_gets_a_nonce(client: Client) -> None:
    for path in ("/cms/", "/search/"):
        assert "nonce-" not in client.get(path)["Content-Security-Policy"]
