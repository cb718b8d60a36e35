"""What is done for volunteers' checks every minute."""

from datetime import datetime

from wagtail import hooks

from community.volunteers.services.checking import tell_of_checks


@hooks.register("register_chore")
def tell_of_checks_that_run_out(at: datetime) -> None:
    """Coordinators hear of it, an organisation at most once a week."""
    tell_of_checks(at=at)
