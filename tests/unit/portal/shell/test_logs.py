"""Logs say what happened, with ids and never with words."""

import json
import logging
import sys
from contextlib import suppress

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import Resolver404, resolve
from django.utils.log import log_response

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


@pytest.mark.parametrize("path", [f"/invitation/{CANARY}/", f"/nothing/{CANARY}/é/"])
def test_what_django_says_of_a_request_names_its_address_and_not_its_path(path: str) -> None:
    request = RequestFactory().get(path)
    with suppress(Resolver404):
        request.resolver_match = resolve(request.path)
    heard: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda made: heard.append(JsonFormatter().format(made))  # type: ignore[method-assign]
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    log_response("%s: %s", "Internal Server Error", request.path, response=HttpResponse(status=500), request=request)
    logger.removeHandler(handler)
    [line] = heard
    assert "Internal Server Error" in line
    assert CANARY not in line and "tangerine" not in line
    assert ("invitation/<str:token>/" in line) == path.startswith("/invitation/")


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
