"""Logs as one JSON object a line."""

import json
import logging
from datetime import UTC, datetime

from django.http import HttpRequest

FIELDS = ("method", "route", "status", "milliseconds", "user_id", "event", "task")


class JsonFormatter(logging.Formatter):
    """Writes time, level, logger, message and the fields named above; anything else is left out."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
        }
        line |= {field: getattr(record, field) for field in FIELDS if hasattr(record, field)}
        if record.exc_info and record.exc_info[0]:
            # The type and the place say enough; a traceback's values could be somebody's words.
            trace = record.exc_info[2]
            while trace and trace.tb_next:
                trace = trace.tb_next
            line["error"] = record.exc_info[0].__name__
            if trace:
                line["where"] = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}"
        return json.dumps(line, default=str)


def _message(record: logging.LogRecord) -> str:
    """What is said. Django ends what it says about a request with its path; an invitation's holds a secret,
    and anybody can type words into one, so the name of the address stands in its place."""
    request = getattr(record, "request", None)
    if not isinstance(request, HttpRequest) or not isinstance(record.args, tuple) or not record.args:
        return record.getMessage()
    route = request.resolver_match.route if request.resolver_match else "an address that is not there"
    return str(record.msg) % (*record.args[:-1], route)
