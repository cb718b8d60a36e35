"""What is due every minute: help whose last day is over, and help that ends in a week."""

from datetime import datetime

from wagtail import hooks

from community.helping.services import end_what_ran_out, end_without_checks, tell_a_week_before


@hooks.register("register_chore")
def end_help_by_its_date(at: datetime) -> None:
    """Access went by the clock; this writes it down and tells those whom it concerns."""
    end_what_ran_out(at=at)


@hooks.register("register_chore")
def end_help_without_checks(at: datetime) -> None:
    """Nobody helps whose checks have run out; their coordinator was told weeks before."""
    end_without_checks(at=at)


@hooks.register("register_chore")
def say_that_help_ends_soon(at: datetime) -> None:
    """Nobody should be surprised by the end."""
    tell_a_week_before(at=at)
