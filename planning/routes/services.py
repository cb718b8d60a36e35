"""Choosing a way to plan; offering a week to have a go, agreeing on the day to talk, and ending it."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from planning.documents.models import Document, Grant
from planning.documents.policies import check_is_owner
from planning.routes.enums import Route
from planning.routes.models import HaveAGo, PlanningRoute
from planning.routes.policies import check_can_answer, check_can_offer
from planning.routes.queries import open_offer
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit import services as audit
from portal.notifications.enums import Kind
from portal.notifications.services import notify
from portal.relationships.queries import named_social_worker

GONE = "This offer has ended. Nothing was changed."


def choose_route(*, document: Document, route: str, by: User, at: datetime) -> None:
    """Say how one wants to plan this document. The same way again changes nothing.

    A worker who can see the document is told when the person would like to plan together with them.
    Raises Denied for anybody but the owner, and for a way that does not exist.
    """
    check_is_owner(by, document, at)
    if route not in Route.values:
        raise Denied("Choose one of the ways.")
    with transaction.atomic():
        document.hold()
        standing = PlanningRoute.objects.filter(document=document).first()
        if standing and standing.route == route:
            return
        PlanningRoute.objects.update_or_create(document=document, defaults={"route": route, "chosen_at": at})
        audit.record("planning route chosen", by=by, person=by, about=document, at=at, route=route)
        worker = named_social_worker(by, at=at) if route == Route.WORKER else None
        if worker and Grant.objects.active(at=at).filter(document=document, to_named_worker=True).exists():
            notify(user=worker, kind=Kind.PLAN_TOGETHER, path=document.get_absolute_url(), at=at)


def offer_have_a_go(*, person: User, pointers: str, talk_on: date, by: User, at: datetime) -> HaveAGo:
    """Offer a person time to try for themselves, and a day to talk; or change the offer that stands.

    Another day has to be agreed anew; other pointers alone leave what was agreed. Sent twice it counts once.
    Raises Denied for anybody but the person's worker.
    """
    with transaction.atomic():
        person.hold()
        check_can_offer(by, person, at)
        offer: HaveAGo | None = open_offer(person)
        if offer and (offer.pointers, offer.talk_on) == (pointers, talk_on):
            return offer
        if offer is None:
            offer = HaveAGo(person=person, offered_by=by, offered_at=at, pointers=pointers, talk_on=talk_on)
        else:
            if offer.talk_on != talk_on:
                offer.agreed_at = None
                offer.other_day = None
            offer.pointers, offer.talk_on = pointers, talk_on
        changed = offer.pk is not None
        offer.save()
        _record("have a go changed" if changed else "have a go offered", offer, by=by, at=at)
        notify(user=person, kind=Kind.HAVE_A_GO, path=reverse("have_a_go"), at=at)
    return offer


def say_yes(*, offer: HaveAGo, talk_on: date, by: User, at: datetime) -> None:
    """Agree to the day that the person just saw. Twice counts once.

    Raises Denied for anybody else, when the offer has ended, and when it names another day by now.
    """
    check_can_answer(by, offer)
    with transaction.atomic():
        current = _current(offer)
        if current.talk_on != talk_on:
            raise Denied("The day has changed in the meantime. Look at it once more.")
        if current.agreed_at is None or current.other_day:
            current.agreed_at, current.other_day = at, None
            current.save(update_fields=["agreed_at", "other_day"])
            _record("day to talk agreed", current, by=by, at=at)


def ask_for_another_day(*, offer: HaveAGo, day: date, by: User, at: datetime) -> None:
    """Say which day suits the person better; their worker is told. Raises Denied."""
    check_can_answer(by, offer)
    with transaction.atomic():
        current = _current(offer)
        if day == current.talk_on:
            say_yes(offer=current, talk_on=day, by=by, at=at)
            return
        if current.other_day == day:
            return
        current.agreed_at, current.other_day = None, day
        current.save(update_fields=["agreed_at", "other_day"])
        _record("another day asked for", current, by=by, at=at)
        worker = named_social_worker(current.person, at=at)
        if worker:
            path = reverse("offer_have_a_go", args=[current.person.uuid])
            notify(user=worker, kind=Kind.DAY_TO_TALK, path=path, at=at)


def agree_to_other_day(*, offer: HaveAGo, day: date, by: User, at: datetime) -> None:
    """The worker says yes to the day that the person asked for, as the worker just saw it. Raises Denied."""
    with transaction.atomic():
        current = _current(offer)
        check_can_offer(by, offer.person, at)
        if current.other_day is None and current.talk_on == day:
            return
        if current.other_day != day:
            raise Denied(f"{current.person.known_as} asks for another day by now. Look at it once more.")
        current.talk_on, current.other_day, current.agreed_at = day, None, at
        current.save(update_fields=["talk_on", "other_day", "agreed_at"])
        _record("day to talk agreed", current, by=by, at=at)
        notify(user=current.person, kind=Kind.DAY_TO_TALK, path=reverse("have_a_go"), at=at)


def end_have_a_go(*, offer: HaveAGo, by: User, at: datetime) -> None:
    """They have talked, or one of them does not want it (any more). Twice counts once. Raises Denied."""
    with transaction.atomic():
        offer.person.hold()
        if offer.person_id != by.pk:
            check_can_offer(by, offer.person, at)
        ended = HaveAGo.objects.open().filter(pk=offer.pk).update(ended_at=at, ended_by=by)
        if ended:
            _record("have a go ended", offer, by=by, at=at)


def _current(offer: HaveAGo) -> HaveAGo:
    """The offer as it is now, and nobody else changing it meanwhile. Raises Denied when it has ended."""
    offer.person.hold()
    current: HaveAGo | None = HaveAGo.objects.open().filter(pk=offer.pk).select_related("person").first()
    if current is None:
        raise Denied(GONE)
    return current


def _record(verb: str, offer: HaveAGo, *, by: User, at: datetime) -> None:
    audit.record(verb, by=by, person=offer.person, about=offer, at=at)
