"""What every page shares."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from portal.access.typed import typed_words
from portal.shell.navigation import account_links, navigation
from portal.shell.session import AT_LEAST


def shell(request: HttpRequest) -> dict[str, Any]:
    """The council's name, the navigation of this reader's role, whether the page is personal,
    and what came with a form that could not be kept."""
    names = {"site_name": settings.SITE_NAME, "council_name": settings.COUNCIL_NAME}
    if not hasattr(request, "user"):
        # Refused before anybody asked who it is, for instance for a made-up host name.
        return names
    return {
        **names,
        "demonstration": settings.DEMONSTRATION,
        "navigation": navigation(request),
        "navigation_account": account_links(request),
        "exit_to": settings.EXIT_TO,
        "feedback_url": "/feedback/",
        "exit_help_url": "/exit-this-page/",
        "plain_letters": getattr(request.user, "plain_letters", False),
        "session_seconds": AT_LEAST if request.user.is_authenticated else 0,
        "personal": getattr(request, "personal", False),
        # Asked by the pages that say no, and by no other.
        "typed_words": lambda: typed_words(request),
    }
