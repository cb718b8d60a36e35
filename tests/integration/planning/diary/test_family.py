"""The case “Family manages”: Jan, Tom’s nominee, cannot find Tom’s private notes or thread."""

import re
from collections import deque

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from community.demonstration.seed import seed
from community.messaging.models import Thread
from planning.diary.models import MoneyDiary
from planning.documents.models import Answer
from portal.accounts.models import User
from tests.factories.community import say
from tests.factories.planning import answer, make_document
from tests.personas import signed_in

# What Tom keeps to himself: in his plan, in his thread with Sunita, and in a document of his own.
NOTE, THREAD = "kingfisher", "Can we do it every week?"
SECRET = "A surprise for Mum on Mothering Sunday"
LINK = re.compile(r'href="(/[^"#]*)')
# What differs with each answer of the server.
CHANGING = re.compile(r'(name="(?:csrfmiddlewaretoken|held-for|key)" value=")[^"]*|<time[^>]*>[^<]*</time>')
MOST_PAGES = 150


@pytest.fixture
def filled(db: None) -> None:
    """The demonstration: Tom has notes that are his own, a thread with Sunita, and a diary that Jan keeps with him."""
    call_command("seed_question_sets", verbosity=0)
    call_command("seed_pages", verbosity=0)
    seed(at=timezone.now())


def found_by(client: Client, *begin: str) -> dict[str, str]:
    """Every page and file that somebody reaches by following links from here."""
    waiting, seen = deque(begin), {}
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.popleft()
        page = client.get(path, follow=True)
        if "text" not in page.get("Content-Type", "") or path in seen:
            seen[path] = ""
            continue
        content = page.content if not page.streaming else b"".join(page.streaming_content)
        seen[path] = content.decode("utf-8", "replace")
        links = (link.replace("&amp;", "&") for link in LINK.findall(seen[path]))
        personal = ("/home", "/budget", "/documents", "/people", "/messages", "/notices", "/search", "/help/")
        waiting += [link for link in links if link.startswith(personal) and link not in seen]
    return seen


def test_jan_cannot_find_toms_private_notes_or_thread(filled: None) -> None:
    tom, jan = User.objects.get(known_as="Tom"), signed_in(User.objects.get(known_as="Jan"))
    diary = MoneyDiary.objects.get(person=tom)
    assert Answer.objects.filter(document__owner=tom, value__icontains=NOTE).exists(), "what could leak is there"
    thread = Thread.objects.get(person=tom, messages__words__contains=THREAD)
    copy = f"{diary.get_absolute_url()}take-along/?as=spreadsheet&since_0=1&since_1=1&since_2=2026&until_0=1&until_1=1"
    begin = ["/home/", f"/budget/of/{tom.uuid}/", "/budget/diary/", "/documents/", "/people/", "/messages/"]
    begin += [f"{copy}&until_2=2027", *(f"/search/?query={words}" for words in (NOTE, "surprise", "every+week"))]
    for path in begin:
        # What waits for her is read by then.
        jan.get(path, follow=True)
    before = {path: CHANGING.sub("", jan.get(path, follow=True).content.decode()) for path in begin}
    secret = make_document(tom, title=SECRET)
    answer(secret, str(Answer.objects.filter(document__owner=tom)[0].question_id), SECRET)
    say(thread, tom, SECRET)
    for path, words in before.items():
        assert CHANGING.sub("", jan.get(path, follow=True).content.decode()) == words, (
            f"{path} tells that there is more"
        )
    seen = found_by(jan, *begin)
    assert any(path.startswith(diary.get_absolute_url()) for path in seen)
    assert len(seen) > 40
    for path, words in seen.items():
        for kept in (NOTE, THREAD, SECRET):
            assert kept not in words or path.startswith("/search/"), f"Jan met “{kept}” at {path}"
    assert jan.get(thread.get_absolute_url()).status_code == 404
    assert jan.get(secret.get_absolute_url()).status_code == 404
