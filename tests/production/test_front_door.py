"""What stands in deploy/ starts as it is, serves people under the lesser role, and keeps their words to itself."""

import io
import re
import time
from collections.abc import Callable

import requests

from tests.production.conftest import Pairs
from tests.production.files import ROOT
from tests.production.parts import wait_until
from tests.production.production import DATABASE, Production
from tests.production.visitors import Visitor, text_of

NewVisitor = Callable[..., Visitor]


def test_every_part_runs_with_so_many_processes(portal: Production) -> None:
    assert list(portal.parts) == ["redis", "pages", "sockets@1", "sockets@2", "work", "nginx"]
    assert len(portal.parts["pages"].children()) == 2


def test_pages_are_served_under_the_lesser_role_over_kept_connections(portal: Production, visitor: NewVisitor) -> None:
    assert visitor().get("/").status_code == 200
    before = visitor().get("/accounts/login/")
    assert "Sign in" in before.text
    held = portal.postgres.run(
        "SELECT pid, usename FROM pg_stat_activity WHERE datname = %s AND state = 'idle'", DATABASE
    )
    assert held
    events = portal.postgres.run(
        "SELECT has_table_privilege('imw_app', 'portal_event', 'UPDATE, DELETE, TRUNCATE')", database=DATABASE
    )
    assert events == [(False,)]


def test_a_person_signs_in_and_a_social_worker_needs_the_second_factor(
    portal: Production, pairs: Pairs, visitor: NewVisitor
) -> None:
    (pair,) = pairs(1, real=True)
    person, worker = visitor(), visitor()
    assert person.sign_in(pair["person"]["email"], pair["password"]).headers["Location"] == "/home/"
    assert "Hello Maureen" in text_of(person.get("/home/"))
    worker.get("/accounts/login/")
    worker.post("/accounts/login/", {"login": pair["worker"]["email"], "password": pair["password"]})
    assert "/accounts/" in worker.get("/caseload/").url
    worker = visitor()
    worker.sign_in(pair["worker"]["email"], pair["password"], pair["worker"]["secret"])
    assert "Maureen" in text_of(worker.get("/caseload/"))
    assert visitor().get("/home/").url.startswith(f"{portal.base_url}/accounts/login/")


def test_what_visitors_say_about_where_they_come_from_is_thrown_away(portal: Production, visitor: NewVisitor) -> None:
    lies = {
        "X-Forwarded-Proto": "http",
        "X-Forwarded-For": "203.0.113.7",
        "X-Forwarded-Host": "elsewhere.example",
        "X-Forwarded-Ssl": "off",
        "Forwarded": "for=203.0.113.7;proto=http;host=elsewhere.example",
        "X-Real-IP": "203.0.113.7",
    }
    # A redirect to https, or a link to another host, would show that one of them was believed.
    found = visitor().get("/accounts/login/", headers=lies, allow_redirects=False)
    assert found.status_code == 200
    assert "elsewhere.example" not in found.text


def test_tries_are_counted_for_the_visitor_whatever_address_they_claim(
    pairs: Pairs, visitor: NewVisitor, portal: Production
) -> None:
    portal.redis().flushall()
    guess = visitor()
    guess.get("/accounts/login/")
    answers = []
    for number in range(7):
        headers = {"X-Forwarded-For": f"203.0.113.{number}"}
        answer = guess.post("/accounts/login/", {"login": "nobody@example.org", "password": "x" * 12}, headers=headers)
        answers.append("tried too often" in text_of(answer) or answer.status_code == 429)
    assert answers[0] is False
    assert answers[-1] is True
    portal.redis().flushall()


def test_plain_http_leads_to_the_address_itself(portal: Production) -> None:
    found = requests.get(f"http://localhost:{portal.places.http}/guidance/", timeout=10, allow_redirects=False)
    assert found.status_code == 301
    assert found.headers["Location"] == f"{portal.base_url}/guidance/"


def test_security_headers_come_once_and_only_from_the_portal(portal: Production, visitor: NewVisitor) -> None:
    found = visitor().get("/accounts/login/", stream=True)
    names = [name.lower() for name, _ in found.raw.headers.items()]
    for name in (
        "strict-transport-security",
        "content-security-policy",
        "x-content-type-options",
        "x-frame-options",
        "referrer-policy",
        "cross-origin-opener-policy",
        "cache-control",
    ):
        assert names.count(name) == 1, name
    assert found.headers["Server"] == "nginx"
    assert "no-store" in found.headers["Cache-Control"]


def test_styles_come_packed_from_nginx_and_are_kept_for_ever(visitor: NewVisitor) -> None:
    one = visitor()
    styles = re.findall(r'href="(/static/[^"]+\.css)"', one.get("/").text)
    assert styles
    for path in styles:
        found = one.get(path)
        assert found.headers["Content-Encoding"] == "gzip"
        assert "immutable" in found.headers["Cache-Control"]
        assert found.headers["X-Content-Type-Options"] == "nosniff"
        assert found.headers["Content-Type"].startswith("text/css")


def test_several_large_files_come_through_and_what_is_too_much_is_said_plainly(visitor: NewVisitor) -> None:
    one = visitor()
    one.get("/accounts/login/")
    assert one.post("/accounts/login/", {}, files=photos(6)).status_code == 200
    refused = one.post("/accounts/login/", {}, files=photos(7))
    assert refused.status_code == 413
    assert "A file may have 10 MB" in text_of(refused)


def photos(count: int) -> list[tuple[str, tuple[str, io.BytesIO]]]:
    """So many files of 10 MB, as a form sends them."""
    return [("files", (f"{number}.jpg", io.BytesIO(bytes(10 * 1024 * 1024)))) for number in range(count)]


def test_while_the_pages_are_away_somebody_says_so_kindly(portal: Production, visitor: NewVisitor) -> None:
    one = visitor()
    portal.parts["pages"].kill()
    try:
        away = one.get("/home/?words=canary-in-a-query")
        assert away.status_code == 502
        assert "Back in a minute" in text_of(away)
        assert "no-store" in away.headers["Cache-Control"]
    finally:
        portal.parts["pages"].start()
    # Asked again at once: nginx holds no grudge.
    assert one.get("/health/ready").status_code == 200


def test_no_log_holds_an_address_a_query_or_anybodys_words(portal: Production, visitor: NewVisitor) -> None:
    one = visitor()
    canary = "canary-that-sings"
    one.get(f"/search/?query={canary}", headers={"User-Agent": canary, "Referer": f"https://x.example/{canary}"})
    one.get(f"/{canary}/{canary}/")
    one.get("/accounts/login/")
    one.post("/accounts/login/", {"login": f"{canary}@example.org", "password": canary})
    portal.parts["pages"].kill()
    one.get(f"/{canary}/?{canary}")
    portal.parts["pages"].start()
    time.sleep(0.5)
    logs = {path.name: path.read_text() for path in portal.logs}
    assert {"in-my-words.log", "pages.log"} <= logs.keys()
    assert " 502 " in logs["in-my-words.log"]
    assert not [name for name, text in logs.items() if "canary" in text or "127.0.0.1 -" in text]


def test_checks_of_a_deployment_find_nothing(portal: Production) -> None:
    assert "no issues" in portal.manage("check", "--deploy", "--fail-level", "WARNING")


def test_health_says_when_the_database_is_away(portal: Production, visitor: NewVisitor) -> None:
    one = visitor()
    assert one.get("/health/ready").json() == {"status": "ready"}
    portal.postgres.pause()
    try:
        assert one.get("/health/ready").status_code == 503
        assert one.get("/health/live").status_code == 200
    finally:
        portal.postgres.resume()
    wait_until("ready again", lambda: one.get("/health/ready").status_code == 200, 10)


def test_the_questions_of_the_operations_guide_have_answers(portal: Production) -> None:
    questions = re.findall(r"`(SELECT [^`]+)`", (ROOT / "docs/operations.md").read_text())
    assert questions
    for question in questions:
        assert portal.postgres.run(question, database=DATABASE)[0][0] >= 0, question
