"""One line in the log for each request: what was asked for and how it ended, by whom as an id."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

logger = logging.getLogger("imw.request")


class RequestLogMiddleware:
    """Logs the name of the address and never its query, its body or anybody's name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.monotonic()
        response = self.get_response(request)
        match = request.resolver_match
        logger.info(
            "request",
            extra={
                "method": request.method,
                "route": match.route if match else "",
                "status": response.status_code,
                "milliseconds": round((time.monotonic() - began) * 1000),
                "user_id": getattr(getattr(request, "user", None), "pk", None),
            },
        )
        return response
