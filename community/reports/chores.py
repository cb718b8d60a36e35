"""What is done about figures by itself."""

from datetime import datetime

from wagtail import hooks

from community.reports.services import make_report


@hooks.register("register_chore")
def make_figures_of_last_month(at: datetime) -> None:
    """At the beginning of a month, or as soon as somebody looks after it; once they are there, this is one look."""
    make_report(at=at)
