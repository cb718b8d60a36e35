"""Where higher slices show something on a document's pages: they register, and we ask them by name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from wagtail import hooks

from planning.documents.models import Document, Version
from planning.documents.pausing import stops
from portal.shell.panels import Panel


@dataclass(frozen=True)
class Action:
    """One thing that can be done with a document: a link to the page where it is done.

    hint: one short sentence below it. ready: a button of "When you are ready"; else a line of "More you can do".
    """

    label: str
    url: str
    order: int
    hint: str = ""
    ready: bool = False


AnswerPanels = Callable[[HttpRequest, Document, Sequence[str], bool], Mapping[str, list[Panel]]]
ListPanels = Callable[[HttpRequest], list[Panel]]
DocumentActions = Callable[[HttpRequest, Document], list[Action]]
VersionActions = Callable[[HttpRequest, Version], list[Action]]
DocumentPanels = Callable[[HttpRequest, Document], list[Panel]]


def answer_panels(
    request: HttpRequest, document: Document, question_ids: Sequence[str], *, writing: bool
) -> dict[str, list[Panel]]:
    """What stands beside each answer, by question id, in order. Asked once for a whole page.

    writing: whether this is the page on which the answers are written, which keeps to what helps with that.
    """
    functions: list[AnswerPanels] = hooks.get_hooks("register_answer_panels")
    found: dict[str, list[Panel]] = {question_id: [] for question_id in question_ids}
    for function in functions:
        for question_id, panels in function(request, document, question_ids, writing).items():
            found.setdefault(str(question_id), []).extend(panels)
    return {question_id: sorted(panels, key=lambda p: p.order) for question_id, panels in found.items()}


def list_panels(request: HttpRequest) -> list[Panel]:
    """What stands on the page of one's documents, in order."""
    functions: list[ListPanels] = hooks.get_hooks("register_documents_panel")
    return sorted((p for function in functions for p in function(request)), key=lambda p: p.order)


def document_panels(request: HttpRequest, document: Document) -> list[Panel]:
    """What stands at the top of a document's page, in order."""
    functions: list[DocumentPanels] = hooks.get_hooks("register_document_panel")
    return sorted((p for function in functions for p in function(request, document)), key=lambda p: p.order)


def document_actions(request: HttpRequest, document: Document, *, rests: bool = False) -> list[Action]:
    """What this reader can do with a document on pages of higher slices, in order.

    rests: whether planning rests, so that only what goes on all the same is offered.
    """
    functions: list[DocumentActions] = hooks.get_hooks("register_document_action")
    found = sorted((a for function in functions for a in function(request, document)), key=lambda a: a.order)
    return [action for action in found if not (rests and stops(action.url))]


def version_actions(request: HttpRequest, version: Version) -> list[Action]:
    """What this reader can do with one version on pages of higher slices, in order."""
    functions: list[VersionActions] = hooks.get_hooks("register_version_action")
    return sorted((a for function in functions for a in function(request, version)), key=lambda a: a.order)
