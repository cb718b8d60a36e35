"""Stepping back from a circle: what ends with it in higher slices, which register, and are asked by name."""

from collections.abc import Callable, Iterable
from datetime import datetime

from wagtail import hooks

from portal.accounts.models import User
from portal.relationships.models import CircleMembership
from portal.relationships.queries import circles_with

Ends = Callable[[Iterable[CircleMembership], datetime], dict[int, str]]
SteppedBack = Callable[[CircleMembership, datetime], None]


def helps(supporter: User, *, at: datetime) -> list[CircleMembership]:
    """The circles in which somebody is a supporter now, each with what would end if they stepped back."""
    return with_what_ends(list(circles_with(supporter, at=at)), at=at)


def with_what_ends(memberships: list[CircleMembership], *, at: datetime) -> list[CircleMembership]:
    """The same, each with the sentences (`also_ends`) of what ends with it: `register_ends_with_circle`, a function of
    the memberships and a moment that gives a sentence for each it concerns, in as many queries for many as for one."""
    functions: list[Ends] = hooks.get_hooks("register_ends_with_circle")
    found = [function(memberships, at) for function in functions]
    for membership in memberships:
        membership.also_ends = [notes[membership.pk] for notes in found if membership.pk in notes]
    return memberships


def tell_of_step(membership: CircleMembership, *, at: datetime) -> None:
    """Tell every higher slice (`register_stepped_back`) that a person is told now that somebody stepped back. Inside
    the transaction of it."""
    listeners: list[SteppedBack] = hooks.get_hooks("register_stepped_back")
    for listener in listeners:
        listener(membership, at)
