"""Logs say what happened, with ids and never with words."""

import json
import logging
import sys

from portal.shell.logs import JsonFormatter

CANARY = "the tangerine tin"


def record(**extra: object) -> logging.LogRecord:
    made = logging.LogRecord("imw.request", logging.INFO, __file__, 1, "request", None, None)
    for name, value in extra.items():
        setattr(made, name, value)
    return made


def test_a_line_is_one_object_with_the_fields_that_are_known() -> None:
    line = json.loads(JsonFormatter().format(record(route="documents/<uuid>/", status=200, user_id=7)))
    assert {"route": "documents/<uuid>/", "status": 200, "user_id": 7, "level": "info"}.items() <= line.items()


def test_a_field_that_nobody_named_is_left_out() -> None:
    assert CANARY not in JsonFormatter().format(record(answer=CANARY))


def test_an_error_gives_its_kind_and_its_place_and_none_of_the_words_in_it() -> None:
    made = record()
    try:
        raise ValueError(CANARY)
    except ValueError:
        made.exc_info = sys.exc_info()
    line = JsonFormatter().format(made)
    assert json.loads(line)["error"] == "ValueError"
    assert json.loads(line)["where"].startswith("tests.unit.portal.shell.test_logs:")
    assert CANARY not in line
