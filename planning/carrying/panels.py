"""What carrying over shows on a document's pages: its buttons, where answers came from, changes to bring across."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from content.questions.kinds import kind_of
from content.questions.models import QuestionMapping
from planning.carrying.models import CarriedAnswer
from planning.carrying.sides import Change, Pair, pairs
from planning.documents.models import Answer, Document
from planning.documents.places import Action
from planning.documents.views.reading import files_url
from portal.accounts.models import User
from portal.shell.panels import Panel


@hooks.register("register_document_action")
def ways_to_go_on(request: HttpRequest, document: Document) -> list[Action]:
    """What a document can be turned into, and what it came from. For its owner alone."""
    if not isinstance(request.user, User) or document.owner_id != request.user.pk:
        return []
    question_set = document.question_set_version.question_set_id
    on_offer = QuestionMapping.objects.published().from_set(question_set)
    actions = [
        Action(
            mapping.button,
            reverse("document_carry", args=[document.uuid, mapping.target_set.kind]),
            order=5,
            ready=True,
        )
        for mapping in on_offer
    ]
    came = [
        Action(
            f"What came from “{carrying.source_title}”",
            reverse("document_carried", args=[document.uuid, carrying.pk]),
            order=70,
            hint="See what came across, and place what has no place yet.",
        )
        for carrying in document.carried_in.for_pages()
    ]
    return [*actions, *came]


@hooks.register("register_document_panel")
def changes_at_the_other_side(request: HttpRequest, document: Document) -> list[Panel]:
    """That something waits beside the answers, for the owner."""
    if not isinstance(request.user, User) or document.owner_id != request.user.pk:
        return []
    links = CarriedAnswer.objects.of(document).with_both_documents()
    titles = [change.there.document.title for pair in pairs(links) for change in _changes(pair, document)]
    if not titles:
        return []
    context = {"titles": list(dict.fromkeys(titles)), "url": reverse("document_check", args=[document.uuid])}
    return [Panel("planning/carrying/waiting.html", order=45, context=context)]


@hooks.register("register_answer_panels")
def beside_answers(
    request: HttpRequest, document: Document, question_ids: Sequence[str], writing: bool
) -> dict[str, list[Panel]]:
    """Where each answer came from or went to, and what could be brought across.

    Others are told where an answer came from only if they see that part of the other document, too.
    """
    if not isinstance(request.user, User):
        return {}
    links = list(CarriedAnswer.objects.beside(document, question_ids).in_order())
    if not links:
        return {}
    is_owner = document.owner_id == request.user.pk
    if not is_owner:
        links = _seen_at_both_ends(links, document, request.user)
    panels: dict[str, list[Panel]] = {}
    for link in links:
        here = link.carrying.document_id == document.pk
        if is_owner and here and link.brought and not link.carrying.both_are_here:
            _add(panels, str(link.question_id), "from", {"link": link})
    for pair in pairs(links):
        _lines(panels, pair, document, is_owner)
        for change in _changes(pair, document) if is_owner else ():
            _add(panels, str(_question_here(change)), "change", _offer(change, request.path))
    return panels


def _lines(panels: dict[str, list[Panel]], pair: Pair, document: Document, is_owner: bool) -> None:
    """The quiet lines: where it came from; for the owner also where it went."""
    link = pair.link
    if not link.brought or pair.target.value is None:
        return
    if pair.target.document.pk == document.pk:
        context = {"link": link, "pair": pair, "is_owner": is_owner}
        _add(panels, str(link.question_id), "from", context)
    elif is_owner:
        _add(panels, str(link.source_question), "to", {"document": pair.target.document})


def _changes(pair: Pair, document: Document) -> list[Change]:
    """What could come into this document."""
    change = pair.to_target() if pair.target.document.pk == document.pk else pair.to_source()
    return [change] if change else []


def _question_here(change: Change) -> Any:
    link = change.pair.link
    return link.question_id if change.here is change.pair.target else link.source_question


def _offer(change: Change, path: str) -> dict[str, Any]:
    pair, title = change.pair, change.there.document.title
    return {
        "heading": f"“{title}” says something else now" if pair.link.brought else f"From “{title}”",
        "change": change,
        "link": pair.link,
        "question_here": _question_here(change),
        "files_url": files_url(change.there.document),
        "source_number": pair.source.number,
        "number": pair.target.number,
        "next": f"{path}#q-{_question_here(change)}",
        # What it would read with files of both documents is not shown before they are in one.
        "reads": change.here.question is not None and not kind_of(change.here.question).holds_files,
        "waits": not pair.link.brought,
        "private": change.there.audience != "everyone" and change.here.audience == "everyone",
    }


def _add(panels: dict[str, list[Panel]], question: str, name: str, context: dict[str, Any]) -> None:
    lines = name != "change"
    panel = Panel(f"planning/carrying/{name}.html", order=10 if lines else 15, context=context, within_form=lines)
    panels.setdefault(question, []).append(panel)


def _seen_at_both_ends(links: Iterable[CarriedAnswer], document: Document, user: User) -> list[CarriedAnswer]:
    """The links of which this reader sees the answer here and the one that it came from."""
    here = [link for link in links if link.carrying.document_id == document.pk and link.carrying.source_id]
    ends = {link.carrying.source_id for link in here} | {document.pk}
    seen = Answer.objects.visible_to(user, at=timezone.now()).given().filter(document__in=ends)
    visible = {(row[0], row[1]) for row in seen.values_list("document_id", "question_id")}
    return [
        link
        for link in here
        if {(document.pk, link.question_id), (link.carrying.source_id, link.source_question)} <= visible
    ]
