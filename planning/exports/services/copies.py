"""Taking a document along: at once where that is quick, in the background where it is not."""

import logging
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import IO

from django.core.files.base import File
from django.db import transaction

from planning.documents.policies import check_can_see, check_can_see_version
from planning.documents.queries import choices_since
from planning.exports.copies import AT_ONCE, Order, held_questions, pictures_in, seconds_for, write_copy
from planning.exports.enums import Form, Parts
from planning.exports.models import PreparedCopy
from planning.exports.pdf import NoPdf
from planning.exports.queries import KEPT_FOR
from planning.exports.tasks import make_copy
from planning.exports.things_to_do import things_to_do
from portal.access.decisions import Denied
from portal.audit import services as audit
from portal.files.storage import private_storage

logger = logging.getLogger("imw.exports")

NOTHING_WITH_A_DATE = "Nothing to do has a date yet, so there is nothing for a calendar. Add a date to one first."
DID_NOT_WORK = "We could not make it. Nothing is lost. Please ask for it once more."
NOT_YOURS_ANY_MORE = "What you can see of this has changed since. Please ask for it once more."
# Small files stay in memory while they are written; larger ones lie in a nameless file that goes by itself.
IN_MEMORY = 2 * 1024 * 1024
AT_ONE_TIME = 100
# No copy takes as long as this: its maker was stopped, and will not come back to it.
LOST_AFTER = timedelta(minutes=15)


def take_along(order: Order) -> IO[bytes] | PreparedCopy:
    """A copy of what this reader may see: the open file, or one that is made in the background.

    Somebody else's copy is recorded for the owner when it is handed out. Raises Denied for whoever may not see it
    (any more) and when there is nothing for a calendar; NoPdf where this machine cannot make PDF.
    """
    _check(order)
    reading = order.reading()
    if order.form == Form.CALENDAR and not things_to_do(reading):
        raise Denied(NOTHING_WITH_A_DATE)
    if seconds_for(order, reading) > AT_ONCE:
        return _prepare(order, total=len(pictures_in(reading)))
    out = _somewhere()
    write_copy(order, reading, out)
    out.seek(0)
    record_copy(order)
    return out


def record_copy(order: Order) -> None:
    """Write down that somebody else took a copy along, for the owner to see."""
    if order.user.pk != order.document.owner_id:
        audit.record(
            "document copied",
            by=order.user,
            person=order.document.owner,
            about=order.document,
            at=order.at,
            form=str(order.form),
            version=order.version.number if order.version else None,
        )


def order_again(copy: PreparedCopy, *, at: datetime) -> Order:
    """What was asked for, as of this moment."""
    return Order(copy.document, copy.version, copy.asked_by, Form(copy.form), copy.parts, at)


def write_prepared(*, copy: PreparedCopy, at: datetime) -> None:
    """Make it, in the background. Whatever goes wrong is said in a sentence where it is waited for.

    Made already, or asked for by somebody who may not see the document any more, it makes nothing.
    """
    if copy.ready_at or copy.trouble:
        return
    # A worker that was killed may have counted before.
    copy.done, order = 0, order_again(copy, at=at)
    try:
        _check(order)
        reading = order.reading()
        with _somewhere() as out:
            write_copy(order, reading, out, on_picture=_counter(copy))
            out.seek(0)
            copy.blob.save(str(copy.uuid), File(out), save=False)
        copy.holds, copy.ready_at = held_questions(reading), at
    except (Denied, NoPdf) as told:
        copy.trouble = told.reason
    except Exception:
        copy.trouble = DID_NOT_WORK
        logger.exception("a copy could not be made", extra={"copy": str(copy.uuid)})
    copy.save()


def open_prepared(*, copy: PreparedCopy, at: datetime) -> IO[bytes]:
    """Hand out what is ready, and record it.

    Raises Denied, and takes the file away, where its maker may not see all of what is in it any more.
    """
    order = order_again(copy, at=at)
    _check(order)
    if _tells_too_much(copy, order):
        forget(copy)
        raise Denied(NOT_YOURS_ANY_MORE)
    content: IO[bytes] = copy.blob.open("rb")
    record_copy(order)
    return content


def _tells_too_much(copy: PreparedCopy, order: Order) -> bool:
    """Whether something in it may be kept from its maker by now: an answer, or what else there is of a part whose
    readers were chosen anew since, such as its question or a comment beside it. All of it stays its owner's."""
    if order.document.owner_id == order.user.pk and order.parts == Parts.ALL:
        return False
    if copy.ready_at and choices_since(order.document, copy.ready_at):
        return True
    return not {str(question) for question in copy.holds} <= set(held_questions_now(order))


def held_questions_now(order: Order) -> list[str]:
    """The questions whose answers this reader may take along now, also where one was emptied since."""
    return list(order.reading().answers())


def forget(copy: PreparedCopy) -> None:
    """Take it away, with what lies in storage."""
    with transaction.atomic():
        copy.delete()
        if copy.blob:
            transaction.on_commit(partial(copy.blob.storage.delete, str(copy.blob.name)))


def forget_old_copies(*, at: datetime) -> int:
    """Take away what was made a day ago, and what lies in storage without a row. Gives how many copies."""
    found = list(PreparedCopy.objects.too_old(at=at)[:AT_ONE_TIME])
    for copy in found:
        forget(copy)
    return len(found) + _forget_strays(at)


def _check(order: Order) -> None:
    if order.version:
        check_can_see_version(order.user, order.version, order.at)
    else:
        check_can_see(order.user, order.document, order.at)


def _prepare(order: Order, *, total: int) -> PreparedCopy:
    """Ask for it in the background. Asked for twice while it is being made, it is made once; where whoever made it
    was stopped in the middle, it can be asked for anew."""
    wanted = {
        "document": order.document,
        "version": order.version,
        "asked_by": order.user,
        "form": order.form,
        "parts": order.parts,
    }
    with transaction.atomic():
        # Two taps come one after the other.
        order.user.hold()
        waiting = PreparedCopy.objects.asked_for_by(order.user, at=order.at).filter(**wanted, ready_at=None, trouble="")
        standing: PreparedCopy | None = waiting.filter(asked_at__gt=order.at - LOST_AFTER).first()
        if standing:
            return standing
        copy = PreparedCopy.objects.create(**wanted, asked_at=order.at, total=total)
        make_copy.enqueue(str(copy.uuid))
    copy.refresh_from_db()
    return copy


def _counter(copy: PreparedCopy) -> Callable[[], None]:
    """Counts the pictures that are in it, for whoever waits."""

    def one_more() -> None:
        copy.done = min(copy.done + 1, copy.total)
        PreparedCopy.objects.filter(pk=copy.pk).update(done=copy.done)

    return one_more


def _somewhere() -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)


def _forget_strays(at: datetime) -> int:
    """Files whose document was deleted for good took their rows along."""
    storage = private_storage()
    names = storage.listdir("exports")[1] if storage.exists("exports") else []
    kept = {str(copy.blob.name) for copy in PreparedCopy.objects.exclude(blob="")}
    strays = (path for path in (f"exports/{name}" for name in names) if path not in kept)
    old = [path for path in strays if storage.get_modified_time(path) < at - KEPT_FOR]
    for path in old:
        storage.delete(path)
    return len(old)
