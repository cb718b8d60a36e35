"""A backup, restored into an empty database, is the portal as it was."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.production.conftest import Pairs
from tests.production.parts import wait_until
from tests.production.production import DATABASE, Production
from tests.production.visitors import Visitor

RESTORED = "restored"
# Who looks in meanwhile is signed in anew; the cache's table remembers nothing that matters.
NOT_KEPT = ("portal_cache", "django_session")
WAITING = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status IN ('READY', 'RUNNING')"


def tables(portal: Production, database: str) -> dict[str, tuple[int, str]]:
    """For each table how many rows it has, and a checksum of all of them."""
    names = portal.postgres.run(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1", database=database
    )
    found = {}
    for (name,) in names:
        if name not in NOT_KEPT:
            sql = f"SELECT count(*), coalesce(md5(string_agg(r::text, chr(10) ORDER BY r::text)), '') FROM \"{name}\" r"  # noqa: S608
            ((count, checksum),) = portal.postgres.run(sql, database=database)
            found[name] = (count, checksum)
    return found


def files(folder: Path) -> dict[str, str]:
    """For each file its checksum."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def written(portal: Production, pairs: Pairs) -> dict[str, Any]:
    """Somebody who has written a message with a file, by the front door."""
    (pair,) = pairs(1, real=True)
    person = Visitor(portal.base_url, portal.certificate)
    person.sign_in(pair["person"]["email"], pair["password"])
    path = f"/messages/{pair['thread']}/"
    person.get(path)
    fields = {"words": "My letter is here.", "client_id": "0d4a0a5e-5a4e-4c39-8f58-4a5b8d6f3a11"}
    letter = ("files", ("letter.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n", "application/pdf"))
    sent = person.post(path, fields, headers={"Accept": "application/json"}, files=[letter])
    assert sent.status_code == 201, sent.text
    return pair


def test_a_backup_brings_everything_back(portal: Production, written: dict[str, Any], tmp_path: Path) -> None:
    # What is queued would be done between two looks.
    wait_until("work is done", lambda: portal.postgres.run(WAITING, database=DATABASE) == [(0,)])
    before = tables(portal, DATABASE)
    assert before["community_messagefile"][0] >= 1
    backup = tmp_path / "in-my-words.dump"
    portal.back_up(backup)
    kept = portal.places.folder / "var/private"
    shutil.copytree(kept, tmp_path / "private")

    portal.postgres.run(f"CREATE DATABASE {RESTORED}")
    portal.restore(backup, RESTORED)
    after = tables(portal, RESTORED)
    assert not {name for name in before if before[name] != after.get(name)}
    assert files(tmp_path / "private") == files(kept) != {}
    ((blob, checksum),) = portal.postgres.run(
        "SELECT blob, sha256 FROM community_messagefile ORDER BY id DESC LIMIT 1", database=RESTORED
    )
    assert files(tmp_path / "private")[blob] == checksum
    # The lesser role has no more rights than before.
    may = "SELECT has_table_privilege('imw_app', 'portal_event', 'UPDATE, DELETE, TRUNCATE')"
    assert portal.postgres.run(may, database=RESTORED) == [(False,)]
    answer = json.loads(
        portal.python(
            "-c", SIGN_IN, written["person"]["email"], written["password"], written["thread"], database=RESTORED
        )
    )
    assert answer == {"signed in": "/home/", "reads": True}


SIGN_IN = """
import json, sys
import django
django.setup()
from django.conf import settings
from django.test import Client
_, email, password, thread = sys.argv
browser = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
signed_in = browser.post("/accounts/login/", {"login": email, "password": password}, secure=True)
page = browser.get(f"/messages/{thread}/", secure=True).content.decode()
print(json.dumps({"signed in": signed_in.url, "reads": "My letter is here." in page and "letter.pdf" in page}))
"""
