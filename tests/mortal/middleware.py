"""Where the server dies: MORTAL_MOMENT says at which moment of a POST, "" for never."""

import os
import signal
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

WHILE_SAVING = "while saving"
BEFORE_THE_ANSWER = "before the answer"


class MortalMiddleware:
    """Outermost: nothing of the portal runs after it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.moment = os.environ.get("MORTAL_MOMENT", "")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not self.moment:
            return self.get_response(request)
        with connection.execute_wrapper(self._while_saving):
            response = self.get_response(request)
        self._die()
        return response

    def _while_saving(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """The words are in the transaction by now, which is not committed."""
        if self.moment == WHILE_SAVING and sql.startswith('INSERT INTO "portal_event"'):
            self._die()
        return execute(sql, params, many, context)

    def _die(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)
