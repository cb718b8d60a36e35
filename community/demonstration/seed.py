"""Fills an empty portal with the cast. Run again, it adds what is missing and changes nothing that was typed."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from community.demonstration.acting import seed_authority
from community.demonstration.carers import seed_carers
from community.demonstration.cast import (
    CAST,
    CIRCLES,
    HAVE_A_GO,
    HOW,
    JOINING_CODE,
    PASSWORD,
    SHARED_WITH_WORKER,
    Member,
)
from community.demonstration.conversations import converse
from community.demonstration.crisis import seed_crisis
from community.demonstration.directory import seed_organisations
from community.demonstration.figures import seed_figures
from community.demonstration.handovers import seed_handovers
from community.demonstration.help import seed_help
from community.demonstration.helping import seed_helping
from community.demonstration.hours import seed_hours, seed_promises
from community.demonstration.money_diary import read_by_now, seed_bank, seed_diary, seed_money_check, seed_wages
from community.demonstration.peers import seed_peers
from community.demonstration.people import seed_notes
from community.demonstration.photos import tick, with_photos
from community.demonstration.signing_off import seed_decisions, seed_limits
from community.demonstration.sources import seed_sources
from community.demonstration.spending import seed_spending
from community.demonstration.volunteers import seed_volunteers
from content.questions.queries import latest_version
from planning.assessments.models import Assessment, IndicativeBudget
from planning.comments.models import Comment, Suggestion
from planning.documents.models import Answer, AnswerBefore, Document, Grant
from planning.documents.services import keep_version
from planning.paper.models import PaperAnswer
from planning.routes.models import HaveAGo
from planning.sending.services import send_document
from portal.accounts.enums import Role
from portal.accounts.models import Team, User
from portal.accounts.services import make_editor
from portal.hours.working_days import answer_by
from portal.relationships.joining import hash_of
from portal.relationships.models import Allocation, CircleMembership, JoiningCode

SEED = Path(__file__).resolve().parent.parent.parent / "content/seed"
Users = Mapping[str, User]
# By the person: who is in their circle, and the ticks they have.
Circles = Mapping[str, list[tuple[CircleMembership, tuple[str, ...]]]]


@transaction.atomic
def seed(*, at: datetime) -> None:
    """Everybody, their relationships, their plans and what was said about them, as of `at`."""
    users = {member.name.lower(): _account(member) for member in CAST}
    _allocate(users, at=at)
    seed_hours(users, at=at)
    circles = _circles(users, at=at)
    _assess(users, at=at)
    seed_limits(users, at=at)
    for plan in json.loads((SEED / "demo/documents.json").read_text())["documents"]:
        _plan(plan, users, circles, at=at)
    seed_decisions(users, at=at)
    _have_a_go(users, at=at)
    _joining_code(users, at=at)
    seed_notes(users, at=at)
    seed_authority(users, at=at)
    converse(users, at=at)
    seed_promises()
    seed_handovers(users, at=at)
    seed_crisis(users, at=at)
    seed_organisations(users, at=at)
    seed_volunteers(users, at=at)
    seed_sources(users, at=at)
    seed_spending(users, at=at)
    seed_carers(users, at=at)
    seed_help(users, at=at)
    seed_helping(users, at=at)
    seed_peers(users, at=at)
    seed_diary(users, at=at)
    seed_bank(users, at=at)
    seed_wages(users, at=at)
    seed_money_check(users, at=at)
    read_by_now(users, at=at)
    seed_figures(at=at)


def _account(member: Member) -> User:
    known = User.objects.filter(email=member.email).first()
    if known:
        return known
    user = User.objects.create_user(
        member.email,
        PASSWORD,
        known_as=member.name,
        full_name=member.full_name,
        year_of_birth=member.born,
        role=member.role,
        team=Team.objects.get_or_create(name=member.team)[0] if member.team else None,
        working_days=list(member.working_days),
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    _portrait(user)
    if user.role == Role.EDITOR:
        make_editor(user)
    return user


def _portrait(user: User) -> None:
    drawn = SEED / "portraits" / f"{user.known_as.lower()}.webp"
    if drawn.exists():
        user.portrait.save(drawn.name, ContentFile(drawn.read_bytes()))


def _allocate(users: Users, *, at: datetime) -> None:
    for member in CAST:
        if not member.worker or Allocation.objects.filter(person=users[member.name.lower()]).exists():
            continue
        Allocation.objects.create(
            person=users[member.name.lower()],
            worker=users[member.worker.lower()],
            starts_at=at - timedelta(days=member.days),
        )


def _circles(users: Users, *, at: datetime) -> Circles:
    circles: dict[str, list[tuple[CircleMembership, tuple[str, ...]]]] = {}
    for tie in CIRCLES:
        supporter, began = users[tie.supporter.lower()], at - timedelta(days=tie.days)
        membership, _ = CircleMembership.objects.get_or_create(
            token_hash=f"demonstration-{tie.person}-{tie.supporter}",
            defaults={
                "person": users[tie.person.lower()],
                "supporter": supporter,
                "name": supporter.known_as,
                "email": supporter.email,
                "relation": tie.relation,
                "invited_at": began - timedelta(days=1),
                "expires_at": began + timedelta(days=13),
                "starts_at": began,
            },
        )
        circles.setdefault(tie.person.lower(), []).append((membership, tie.ticks))
    return circles


def _assess(users: Users, *, at: datetime) -> None:
    for member in CAST:
        person = users[member.name.lower()]
        if not (member.weekly and member.worker) or Assessment.objects.filter(person=person).exists():
            continue
        worker, recorded_at = users[member.worker.lower()], at - timedelta(days=member.days - 1)
        Assessment.objects.create(
            person=person,
            assessed_on=recorded_at.date(),
            eligibility={"f": "eligible", "g": "eligible"},
            recorded_by=worker,
            recorded_at=recorded_at,
        )
        IndicativeBudget.objects.create(
            person=person, weekly=member.weekly, how=HOW.get(member.name, ""), set_by=worker, set_at=recorded_at
        )


def _plan(plan: Mapping[str, Any], users: Users, circles: Circles, *, at: datetime) -> None:
    owner, kind = users[plan["person"]], plan.get("kind", "support_plan")
    if Document.objects.filter(owner=owner, question_set_version__question_set__kind=kind).exists():
        return
    version = latest_version(kind)
    if version is None:
        raise RuntimeError(f"Publish the questions of {kind} before the demonstration is filled.")
    begun = at - timedelta(days=plan.get("days_ago", 12))
    document = Document.objects.create(owner=owner, question_set_version=version, title=plan["title"], created_at=begun)
    Answer.objects.bulk_create(
        Answer(
            document=document,
            question_id=answer["question"],
            value=with_photos(document, answer["question"], answer.get("before", answer["value"]), at=begun),
            audience=answer.get("audience", "everyone"),
            typed_by=users[answer["by"]],
            # What was rewritten since was written at once.
            saved_at=begun + timedelta(days=1 if "before" in answer else plan.get("took_days", 10)),
        )
        for answer in plan["answers"]
    )
    tick(document, plan.get("ticks", ()), at=begun)
    if plan.get("shared", True):
        _shares(document, plan, circles, at=at)
    _versions(document, plan, at=at)
    _conversation(document, plan, users, at=at)
    _from_paper(document, plan, users, at=at)


def _from_paper(document: Document, plan: Mapping[str, Any], users: Users, *, at: datetime) -> None:
    """What somebody typed in, and its owner has not said yes to."""
    for typed in plan.get("from_paper", []):
        PaperAnswer.objects.create(
            document=document,
            question_id=typed["question"],
            value=typed["value"],
            typed_by=users[typed["by"]],
            typed_at=at - timedelta(days=typed["days_ago"]),
        )


def _versions(document: Document, plan: Mapping[str, Any], *, at: datetime) -> None:
    """What was kept, and rewritten since; what was sent to be agreed."""
    if "kept" in plan:
        keep_version(document=document, by=document.owner, at=at - timedelta(days=5), name=plan["kept"])
    for answer in document.answers.filter(question_id__in=[a["question"] for a in plan["answers"] if "before" in a]):
        AnswerBefore.objects.create(
            answer=answer, number=1, value=answer.value, typed_by=answer.typed_by, saved_at=answer.saved_at
        )
        words = next(a["value"] for a in plan["answers"] if a["question"] == str(answer.question_id))
        answer.value, answer.number, answer.saved_at = words, 2, at - timedelta(days=2)
        answer.save()
    if plan.get("sent"):
        send_document(document=document, by=document.owner, at=at - timedelta(days=plan["sent"]))


def _shares(document: Document, plan: Mapping[str, Any], circles: Circles, *, at: datetime) -> None:
    since = at - timedelta(days=plan.get("shared_days_ago", 5))
    if plan["person"] in SHARED_WITH_WORKER:
        Grant.objects.create(
            document=document,
            to_named_worker=True,
            can_comment=True,
            can_suggest=True,
            can_see_budget=True,
            starts_at=since,
        )
    for membership, ticks in circles.get(plan["person"], []):
        Grant.objects.create(
            document=document,
            circle_membership=membership,
            starts_at=since,
            **dict.fromkeys(ticks, True),
        )


def _conversation(document: Document, plan: Mapping[str, Any], users: Users, *, at: datetime) -> None:
    for said in plan.get("comments", []):
        first = Comment.objects.create(
            document=document,
            question_id=said["question"],
            author=users[said["by"]],
            text=said["text"],
            created_at=at - timedelta(days=said["days_ago"], hours=2),
            done_at=at - timedelta(days=said["done_days_ago"]) if "done_days_ago" in said else None,
            done_by=document.owner if "done_days_ago" in said else None,
        )
        for reply in said.get("replies", []):
            Comment.objects.create(
                document=document,
                question_id=said["question"],
                parent=first,
                author=users[reply["by"]],
                text=reply["text"],
                created_at=at - timedelta(days=reply["days_ago"], hours=1),
            )
    for offered in plan.get("suggestions", []):
        Suggestion.objects.create(
            document=document,
            question_id=offered["question"],
            author=users[offered["by"]],
            words=offered["text"],
            why=offered.get("why", ""),
            based_on=1,
            created_at=at - timedelta(days=offered["days_ago"], hours=1),
        )


def _have_a_go(users: Users, *, at: datetime) -> None:
    for name, pointers, days, agreed in HAVE_A_GO:
        if not HaveAGo.objects.filter(person=users[name]).exists():
            HaveAGo.objects.create(
                person=users[name],
                offered_by=users["sunita"],
                pointers=pointers,
                talk_on=answer_by(
                    timezone.localdate(at) + timedelta(days=days), working_days=users["sunita"].working_days, within=1
                ),
                offered_at=at - timedelta(days=2),
                agreed_at=at - timedelta(days=1) if agreed else None,
            )


def _joining_code(users: Users, *, at: datetime) -> None:
    JoiningCode.objects.get_or_create(
        code_hash=hash_of(JOINING_CODE),
        defaults={
            "worker": users["sunita"],
            "note": "Iris, after our visit",
            "created_at": at,
            "expires_at": at + timedelta(days=28),
        },
    )
