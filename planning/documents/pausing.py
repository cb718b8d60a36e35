"""What becomes of a document's addresses while planning rests, because things are bad for its owner.

Whatever an address does not say of itself holds: it can be read, and what it sends stops.
"""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from planning.documents.models import Document
from planning.documents.policies import granted, planning_rests
from portal.accounts.models import User
from portal.crisis.policies import check_planning_goes_on

View = Callable[..., HttpResponseBase]
KEPT = "What you typed is saved. Planning is paused now, and nothing is lost."
KEPT_FOR_OTHERS = "What you typed is saved. Writing is paused here for now."


class WhilePaused(StrEnum):
    """WRITES: its page stops, and what still comes from a page that was open before is kept. STOPS: its page stops,
    too, for it is there to change something. GOES_ON: who sees what, copies, and leaving."""

    WRITES = "writes"
    STOPS = "stops"
    GOES_ON = "goes_on"


def while_paused(how: WhilePaused) -> Callable[[View], View]:
    """Say of a view what becomes of it. Words that were kept lead back to their document, to be read there."""

    def decorate(view: View) -> View:
        @wraps(view)
        def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            request.while_paused = how  # type: ignore[attr-defined]
            response = view(request, *args, **kwargs)
            resting: Document | None = getattr(request, "resting", None)
            if resting is not None and response.status_code == 302:
                own = resting.owner == request.user
                messages.success(request, KEPT if own else KEPT_FOR_OTHERS)
                return redirect(resting)
            return response

        marked.while_paused = how  # type: ignore[attr-defined]
        return marked

    return decorate


def ask_whether_it_goes_on(request: HttpRequest, user: User, document: Document, at: datetime) -> None:
    """Asked whenever a page or a form finds its document. Raises Paused for what waits until the crisis is over."""
    how, sends = getattr(request, "while_paused", None), request.method == "POST"
    if how == WhilePaused.GOES_ON or (how is None and not sends):
        return
    rests = planning_rests(document, at)
    # Who only reads misses nothing, and is told nothing: their answer is the same as on every other day.
    if rests and not _could_write(user, document, at):
        return
    if rests and how == WhilePaused.WRITES and sends:
        request.resting = document  # type: ignore[attr-defined]
        return
    check_planning_goes_on(user, document.owner, at, paused=rests)


def _could_write(user: User, document: Document, at: datetime) -> bool:
    can = granted(user, document, at)
    return can.owner or can.edit or can.comment or can.suggest or can.as_worker


def stops(url: str) -> bool:
    """Whether the page at an address of ours stops while planning rests."""
    try:
        view = resolve(url.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]).func
    except Resolver404:
        return False
    return getattr(view, "while_paused", None) in {WhilePaused.WRITES, WhilePaused.STOPS}
