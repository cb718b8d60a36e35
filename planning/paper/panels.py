"""What paper shows on a document's pages: the sheet, the way to type it in, and what waits for a yes."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from planning.documents.composition import published_definition
from planning.documents.looking import look_at
from planning.documents.models import Answer, Document
from planning.documents.places import Action
from planning.documents.queries import kinds_to_begin
from planning.paper.models import PaperAnswer
from planning.paper.policies import may_type_in
from portal.accounts.models import User
from portal.shell.panels import Panel


@hooks.register("register_document_action")
def on_paper(request: HttpRequest, document: Document) -> list[Action]:
    """A sheet to write on, for its owner and for who types for them; and for these the way to type it in."""
    user = request.user
    if not isinstance(user, User):
        return []
    is_owner = document.owner_id == user.pk
    types_in = not is_owner and may_type_in(look_at(request, document).can)
    actions = []
    if is_owner or types_in:
        url = reverse("document_paper_sheet", args=[document.uuid])
        actions.append(Action("Print the questions on paper", url, order=80, hint="With room to write by hand."))
    if types_in:
        name = document.owner.known_as
        hint = f"It only counts as {name}’s words once {name} has said yes."
        url = reverse("document_paper", args=[document.uuid])
        actions.append(Action(f"Type in what {name} wrote on paper", url, order=81, hint=hint))
    return actions


@hooks.register("register_document_panel")
def waits_for_a_yes(request: HttpRequest, document: Document) -> list[Panel]:
    """How much was typed in for the owner that they have not looked at."""
    if not isinstance(request.user, User) or document.owner_id != request.user.pk:
        return []
    count = PaperAnswer.objects.filter(document=document).waiting().count()
    if not count:
        return []
    context = {"count": count, "url": reverse("document_paper", args=[document.uuid])}
    return [Panel("planning/paper/waiting.html", order=30, context=context)]


@hooks.register("register_answer_panels")
def who_typed_it(
    request: HttpRequest, document: Document, question_ids: Sequence[str], writing: bool
) -> dict[str, list[Panel]]:
    """That an answer was typed in from paper and confirmed, for as long as it stands; to whoever sees the answer."""
    if not isinstance(request.user, User):
        return {}
    found = PaperAnswer.objects.filter(document=document, question_id__in=question_ids).confirmed()
    rows = list(found.select_related("typed_by"))
    if not rows:
        return {}
    answers = Answer.objects.read_by(request.user, document, at=timezone.now()).given()
    standing = {(row.question_id, row.number) for row in answers.filter(question_id__in=[r.question_id for r in rows])}
    owner = "" if document.owner_id == request.user.pk else document.owner.known_as
    return {
        str(row.question_id): [
            Panel(
                "planning/paper/typed_by.html",
                order=12,
                context={"name": "" if row.typed_by_id == request.user.pk else row.typed_by.known_as, "owner": owner},
                within_form=True,
            )
        ]
        for row in rows
        if (row.question_id, row.became) in standing
    }


@hooks.register("register_documents_panel")
def begin_on_paper(request: HttpRequest) -> list[Panel]:
    """The questions of each kind of document, for who would rather begin with a pen."""
    if not request.user.is_authenticated:
        return []
    published = [version for version in kinds_to_begin() if not version.question_set.begins_blank]
    kinds = [(version.question_set.kind, published_definition(version).title) for version in published]
    return [Panel("planning/paper/begin.html", order=90, context={"kinds": kinds})] if kinds else []
