"""What makes kept pages old: every change of something that public pages show."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.images import get_image_model
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from content.pages.services import renew_public_pages
from content.rules.models import HelpNumbers

SHOWN = (Page, PageViewRestriction, Site, HelpNumbers)


@receiver([post_save, post_delete], dispatch_uid="public pages: saved or deleted")
def saved_or_deleted(sender: type[Any], **kwargs: Any) -> None:
    """A page, its restriction, the site, a number, or a picture."""
    if issubclass(sender, (*SHOWN, get_image_model())):
        renew_public_pages()


@receiver([page_published, page_unpublished, post_page_move], dispatch_uid="public pages: moved or published")
def moved_or_published(**kwargs: Any) -> None:
    """What happens to pages without their being saved as such."""
    renew_public_pages()
