"""Where higher slices show something on the pages of a person's help."""

from django.http import HttpRequest
from wagtail import hooks

from community.help_requests.models import HelpRequest
from portal.shell.panels import Panel


def help_panels(request: HttpRequest) -> list[Panel]:
    """What stands above the list of requests at /help/: `register_help_panel`."""
    found = [panel for function in hooks.get_hooks("register_help_panel") for panel in function(request)]
    return sorted(found, key=lambda panel: panel.order)


def request_panels(request: HttpRequest, help_request: HelpRequest) -> list[Panel]:
    """What stands on the page of one request, for the person: `register_help_request_panel`."""
    functions = hooks.get_hooks("register_help_request_panel")
    found = [panel for function in functions for panel in function(request, help_request)]
    return sorted(found, key=lambda panel: panel.order)
