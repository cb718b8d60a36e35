"""What the trial shows on the home page: words from before the sign-in that are not kept yet."""

from django.http import HttpRequest
from wagtail import hooks

from planning.trial.services import has_words
from portal.shell.panels import Panel


@hooks.register("register_home_panel")
def words_to_keep(request: HttpRequest) -> list[Panel]:
    """First of all, so that nothing gets lost: keep them or clear them."""
    if not request.user.is_authenticated or not request.user.is_person or not has_words(request.session):
        return []
    return [Panel("planning/trial/keep_step.html", order=10, next_step=True)]
