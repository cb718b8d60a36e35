"""What is due every minute: whatever is over by itself, and help that ends in a week."""

from datetime import datetime

from wagtail import hooks

from community.helping.services import (
    end_what_ran_out,
    end_without_a_helper,
    end_without_checks,
    take_lost_offers_back,
    tell_a_week_before,
)


@hooks.register("register_chore")
def end_help_by_its_date(at: datetime) -> None:
    """Access went by the clock; this writes it down and tells those whom it concerns."""
    end_what_ran_out(at=at)


@hooks.register("register_chore")
def end_help_without_checks(at: datetime) -> None:
    """Nobody helps whose checks have run out; their coordinator was told weeks before."""
    end_without_checks(at=at)


@hooks.register("register_chore")
def end_help_without_a_helper(at: datetime) -> None:
    """Nobody is said to help who cannot sign in any more, or has left in whichever way."""
    end_without_a_helper(at=at)


@hooks.register("register_chore")
def nobody_waits_for_who_cannot_come(at: datetime) -> None:
    """After whatever has ended: a proposal to which a yes would be refused waits for no answer."""
    take_lost_offers_back(at=at)


@hooks.register("register_chore")
def say_that_help_ends_soon(at: datetime) -> None:
    """Nobody should be surprised by the end."""
    tell_a_week_before(at=at)
