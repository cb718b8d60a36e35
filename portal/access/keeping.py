"""Words that arrive signed out, in forms of this floor: the floor above keeps them (`register_words_keeper`)."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Protocol

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.views.decorators.csrf import csrf_exempt
from wagtail import hooks

if TYPE_CHECKING:
    from portal.accounts.models import User

View = Callable[..., HttpResponseBase]


class WordsKeeper(Protocol):
    """What keeps them: see content.wizards.keeping and content.wizards.held."""

    def keeps_words(self, view: View) -> View:
        """The view, with Django's check of forged forms inside, and with what it may not save held."""

    def token(self, user: "User", path: str) -> str:
        """What a form carries as `held-for`, so that its words can be held for this user at this address."""

    def held(self, user: "User", *, path: str, at: datetime) -> QueryDict | None:
        """What is held for this user at this address, or None."""

    def give_back(self, user: "User", *, path: str) -> None:
        """The words are where they belong: forget them."""


def keeper() -> WordsKeeper:
    """The one that is registered."""
    [register] = hooks.get_hooks("register_words_keeper")
    found: WordsKeeper = register()
    return found


def keeps_words(view: View) -> View:
    """Put this around a view with a form, outside of its audience; its form carries `keeper().token(…)`."""

    # The keeper checks for forged forms itself; without one this view answers nothing.
    @csrf_exempt
    @wraps(view)
    def keeping(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        return keeper().keeps_words(view)(request, *args, **kwargs)

    return keeping
