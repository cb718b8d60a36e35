"""The server is killed between a request and its answer: what was saved is whole, and sending it again is safe."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection

from planning.documents.models import Answer, AnswerBefore, Document
from portal.audit.models import Event
from tests.factories.content import publish
from tests.factories.planning import answer, make_document
from tests.integration.planning.documents.conftest import SHORT, WORDS
from tests.mortal.middleware import BEFORE_THE_ANSWER, WHILE_SAVING
from tests.personas import make_cast, signed_in

TOKEN = "k" * 32
LOOPBACK = "127.0.0.1"
ROOT = Path(__file__).parents[4]
SECONDS_TO_START = 60


@pytest.fixture
def plan(transactional_db: None) -> Document:
    """Maureen's plan with one answer in it, in a database that another process can read."""
    publish()
    document = make_document(make_cast().maureen)
    answer(document, WORDS, "Before the power cut.")
    return document


@contextlib.contextmanager
def served(moment: str) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    """A server of its own on the test's database; gives its port and its process."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port = int(probe.getsockname()[1])
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.mortal.settings",
        "MORTAL_DATABASE": json.dumps({k: v for k, v in connection.settings_dict.items() if k != "TEST"}, default=str),
        "MORTAL_MOMENT": moment,
    }
    command = [sys.executable, "-m", "daphne", "-v", "0", "-b", LOOPBACK, "-p", str(port), "portal.asgi:application"]
    process = subprocess.Popen(command, env=env, cwd=ROOT)
    try:
        _wait_for(port)
        yield port, process
    finally:
        process.kill()
        process.wait(timeout=30)


def _wait_for(port: int) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection((LOOPBACK, port), timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError("The server does not start.")


def send(port: int, plan: Document, session: str) -> int:
    """The same form each time, as a browser sends it again after "the page could not be loaded"."""
    path = f"/documents/{plan.uuid}/step/what-matters/"
    form = {WORDS: "Typed in the storm.", f"{WORDS}-version": "1", SHORT: "A lamp.", f"{SHORT}-version": "0"}
    body = urlencode({**form, "go": "stop", "csrfmiddlewaretoken": TOKEN})
    headers = {
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    connected = http.client.HTTPConnection(LOOPBACK, port, timeout=60)
    connected.request("POST", path, body=body, headers=headers)
    return connected.getresponse().status


@pytest.mark.parametrize("moment", [WHILE_SAVING, BEFORE_THE_ANSWER])
def test_what_was_sent_is_saved_whole_or_not_at_all_and_can_be_sent_again(plan: Document, moment: str) -> None:
    session = signed_in(plan.owner).cookies[settings.SESSION_COOKIE_NAME].value
    with served(moment) as (port, process):
        with pytest.raises(ConnectionError):
            send(port, plan, session)
        assert process.wait(timeout=30) == -signal.SIGKILL
    kept = {str(a.question_id): a.value for a in Answer.objects.all()}
    if moment == WHILE_SAVING:
        assert kept == {WORDS: "Before the power cut."}
    else:
        assert kept == {WORDS: "Typed in the storm.", SHORT: "A lamp."}

    with served("") as (port, _):
        assert send(port, plan, session) == 302
        assert send(port, plan, session) == 302
    kept = {str(a.question_id): (a.value, a.number) for a in Answer.objects.all()}
    assert kept == {WORDS: ("Typed in the storm.", 2), SHORT: ("A lamp.", 1)}
    assert [before.value for before in AnswerBefore.objects.all()] == ["Before the power cut."]
    assert Event.objects.filter(verb="answer changed").count() == 2
