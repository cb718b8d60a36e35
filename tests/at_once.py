"""Several who do something in the very same moment."""

import threading
from collections.abc import Callable, Sequence

from django.db import connection

from planning.diary.services import Stale
from portal.access.decisions import Denied

STALE = "somebody was first"


def at_once(*what: Callable[[], object]) -> Sequence[str]:
    """Everything in the same moment, each in a connection of its own: for each "done", why not, or STALE."""
    start, became = threading.Barrier(len(what)), [""] * len(what)

    def run(place: int, do: Callable[[], object]) -> None:
        start.wait()
        try:
            do()
            became[place] = "done"
        except Denied as denied:
            became[place] = denied.reason
        except Stale:
            became[place] = STALE
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(what)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return became
