"""What question sets answer to the CMS."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from content.questions.models import QuestionSet


@hooks.register("before_delete_snippet")
def keep_what_people_began_with(request: HttpRequest, instances: Iterable[Any]) -> HttpResponse | None:
    """A set that was ever published stays: plans are written on its questions. It can be taken off the site."""
    published = [each for each in instances if isinstance(each, QuestionSet) and each.versions.exists()]
    if not published:
        return None
    names = ", ".join(f"“{each}”" for each in published)
    messages.error(request, f"{names} cannot be deleted, because plans may use it. Unpublish it instead.")
    return redirect(reverse("wagtailsnippets_content_questionset:edit", args=[published[0].pk]))


@hooks.register("insert_editor_js")
def conditions_are_chosen() -> SafeString:
    """The script that lets an editor choose the question and the answer of a condition."""
    return format_html('<script src="{}"></script>', static("content/js/conditions.js"))
