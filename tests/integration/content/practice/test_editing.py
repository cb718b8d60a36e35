"""An editor changes a made-up year and a course in the CMS, and readers meet the change."""

from collections.abc import Callable, Mapping
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail import blocks

from content.models import CoursePage, ScenarioPage
from portal.accounts.models import User
from portal.accounts.services import make_editor
from tests.personas import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]

Browser = Callable[[User], Client]


def boxes(block: Any, value: Any, name: str) -> dict[str, str]:
    """What the CMS's page sends for a block, as its boxes are named there."""
    if isinstance(block, blocks.StreamBlock | blocks.ListBlock):
        children = value if isinstance(block, blocks.StreamBlock) else value.bound_blocks
        sent = {f"{name}-count": str(len(children))}
        for place, child in enumerate(children):
            here = f"{name}-{place}"
            sent |= {f"{here}-deleted": "", f"{here}-order": str(place), f"{here}-id": child.id or ""}
            sent |= {f"{here}-type": child.block_type} if isinstance(block, blocks.StreamBlock) else {}
            sent |= boxes(child.block, child.value, f"{here}-value")
        return sent
    if isinstance(block, blocks.StructBlock):
        # A picture that nobody chose is a block with nothing in it.
        here = value or dict.fromkeys(block.child_blocks)
        inside = (boxes(each, here[key], f"{name}-{key}") for key, each in block.child_blocks.items())
        return {key: said for sent in inside for key, said in sent.items()}
    if isinstance(block, blocks.BooleanBlock):
        return {name: "on"} if value else {}
    if isinstance(block, blocks.RichTextBlock):
        return {name: block.field.widget.format_value(value.source)}
    return {name: "" if value is None else str(getattr(value, "pk", value))}


def as_sent(page: Any, editor: User) -> dict[str, str]:
    """The page as its form in the CMS would be sent, unchanged."""
    form = page.get_edit_handler().get_form_class()(instance=page, for_user=editor)
    sent: dict[str, str] = {"action-publish": "1"}
    for name in form.fields:
        value = getattr(page, name, None)
        stream = getattr(value, "stream_block", None)
        sent |= boxes(stream, value, name) if stream else {name: "" if value is None else str(value)}
    for formset in form.formsets.values():
        sent |= {f"{formset.prefix}-TOTAL_FORMS": "0", f"{formset.prefix}-INITIAL_FORMS": "0"}
    return sent


def published(browser: Client, page: Any, sent: Mapping[str, str]) -> str:
    """What a reader meets after an editor has sent the form; fails with what the CMS said against it."""
    response = browser.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), sent)
    assert response.status_code == 302, response.context and response.context["form"].errors
    return unescape(Client().get(page.url, follow=True).content.decode())


def test_an_editor_changes_a_made_up_year(cast: Cast, browser_of: Browser) -> None:
    make_editor(cast.ed)
    page, browser = ScenarioPage.objects.get(), browser_of(cast.ed)
    opened = browser.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert page.moments[0].value["heading"] in unescape(opened.content.decode())
    sent = as_sent(page, cast.ed)
    changed = {**sent, "moments-0-value-heading": "The boiler stops", "weekly": "150.00"}
    read = published(browser, page, changed)
    assert "The boiler stops" in read
    assert "£150" in read
    now = ScenarioPage.objects.get()
    assert len(now.moments) == len(page.moments), "the rest of the year stays as it was"
    assert now.moments[1].value["text"] == page.moments[1].value["text"]


def test_an_editor_changes_a_course(cast: Cast, browser_of: Browser) -> None:
    make_editor(cast.ed)
    page = CoursePage.objects.get(slug="your-budget-in-plain-words")
    changed = {**as_sent(page, cast.ed), "parts-0-value-heading": "What the letter says"}
    assert "What the letter says" in published(browser_of(cast.ed), page, changed)


def test_a_year_that_cannot_be_played_is_not_published(cast: Cast, browser_of: Browser) -> None:
    make_editor(cast.ed)
    page = ScenarioPage.objects.get()
    changed = {**as_sent(page, cast.ed), "moments-1-value-week": as_sent(page, cast.ed)["moments-0-value-week"]}
    response = browser_of(cast.ed).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), changed)
    assert response.status_code == 200
    assert "moments" in response.context["form"].errors
    assert ScenarioPage.objects.get().moments[1].value["week"] == page.moments[1].value["week"]
