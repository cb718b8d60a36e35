"""What the pages have done every minute."""

from datetime import datetime

from django.core.management import call_command
from wagtail import hooks


@hooks.register("register_chore")
def publish_what_is_due(at: datetime) -> None:
    """Pages and question sets that an editor wants shown, or taken down, from a set time on."""
    call_command("publish_scheduled", verbosity=0)
