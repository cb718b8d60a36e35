"""Showing answers, wherever they are read."""

from collections.abc import Mapping
from typing import Any

from django import template

from content.questions.definitions import QuestionDefinition, StepDefinition
from content.questions.kinds import kind_of
from content.wizards.forms import StepForm

register = template.Library()


@register.inclusion_tag("content/wizards/answers/answer.html")
def show_answer(
    question: QuestionDefinition, value: Any, label: str = "In my words", note: str = "", files_url: str = ""
) -> dict[str, Any]:
    """One answer as it is read.

    label: whose words these are ("In my words", "Maureen's words"); note: a quiet line below; files_url: below
    which address the files of answers are served, "" to name them only.
    """
    shown = kind_of(question).show(question, value)
    rows = [{"cells": [{"head": h, "text": t} for h, t in zip(shown.head, row, strict=True)]} for row in shown.rows]
    return {
        "shown": {
            "form": shown.form,
            "text": shown.text,
            "items": shown.items,
            "head": shown.head,
            "rows": rows,
        },
        "files": [shown_file(file, number, files_url) for number, file in enumerate(shown.files, 1)],
        "label": label,
        "note": note,
    }


def shown_file(file: Mapping[str, Any], number: int = 1, files_url: str = "") -> dict[str, Any]:
    """One file as a page shows it: a picture, a recording to listen to, or a link."""
    kind, caption = str(file.get("content_type", "")), str(file.get("caption") or "")
    return {
        "name": file.get("name", ""),
        "caption": caption,
        # A picture nobody wrote a word about still is something.
        "alt": caption or f"Picture {number}",
        "url": f"{files_url}{file.get('file')}/" if files_url else "",
        "width": file.get("width", ""),
        "height": file.get("height", ""),
        "is_picture": kind.startswith("image/"),
        "is_sound": kind.startswith("audio/"),
    }


@register.inclusion_tag("content/wizards/answers/file.html")
def show_file(file: Mapping[str, Any], files_url: str = "", number: int = 1) -> dict[str, Any]:
    """One file of an answer where it is written about."""
    return {"file": shown_file(file, number, files_url), "silent": True}


@register.inclusion_tag("content/wizards/preview_step.html")
def preview_step(step: StepDefinition) -> dict[str, Any]:
    """One step with empty boxes, as people will meet it."""
    form = StepForm(step=step, answers={})
    return {"questions": [{"question": question, "field": form[question.id]} for question in step.questions]}
