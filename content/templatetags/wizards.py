"""Showing answers, wherever they are read."""

from typing import Any

from django import template

from content.questions.definitions import QuestionDefinition, StepDefinition
from content.questions.kinds import kind_of
from content.wizards.forms import StepForm

register = template.Library()


@register.inclusion_tag("content/wizards/answers/answer.html")
def show_answer(
    question: QuestionDefinition, value: Any, label: str = "In my words", note: str = "", file_url: str = ""
) -> dict[str, Any]:
    """One answer as it is read.

    label: whose words these are ("In my words", "Maureen's words"); note: a quiet line below; file_url: where
    the file of a file answer is served.
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
            "file": shown.file,
        },
        "label": label,
        "note": note,
        "file_url": file_url,
        "is_picture": str(shown.file.get("content_type", "")).startswith("image/"),
    }


@register.inclusion_tag("content/wizards/preview_step.html")
def preview_step(step: StepDefinition) -> dict[str, Any]:
    """One step with empty boxes, as people will meet it."""
    form = StepForm(step=step, answers={})
    return {"questions": [{"question": question, "field": form[question.id]} for question in step.questions]}
