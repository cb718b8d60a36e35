"""What somebody typed, where nothing could be kept of it: the page that says no gives it back.

One rule for every form: its place may have ended while they wrote (a change of social worker, a share that was
stopped), and the page is then not there for them any more. Whoever never had a place gets the same answer, so it
tells nobody what is there; the words that it holds are those that came with the request.
"""

import re
from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict

# Keys, tokens, choices and numbers have no blank in them and no letter of another script.
_WORDS = re.compile(r"\S\s+\S|[^\x00-\x7f]")
# A single word counts where the box is for words.
_BOX_FOR_WORDS = re.compile(r"words|text|heading|reason|what_for|note")
# A sum of money is typed, too.
_BOX_FOR_MONEY = re.compile(r"^(amount|weekly|hourly|once)$")
_NEVER = re.compile(r"password|token|held-for")


def typed_words(request: HttpRequest) -> list[str]:
    """What came with a form that was not carried out, in its order; nothing of what the page itself sends.

    Only for who is signed in, and where the form came from a page of ours: nobody can have this portal say words of
    theirs to somebody else by a form on another site. Words that were held while somebody was signed out
    (`words_given_back`) count, too.
    """
    back: QueryDict | None = getattr(request, "words_given_back", None)
    if not request.user.is_authenticated:
        return []
    if back is not None:
        return words_in(back)
    return words_in(request.POST) if request.method == "POST" and _came_from_here(request) else []


def words_in(data: QueryDict) -> list[str]:
    """What somebody typed into a form, without what the page itself sends."""
    return [
        str(value).strip()
        for name, values in data.lists()
        for value in values
        if not _NEVER.search(name) and _is_words(name, str(value))
    ]


def _is_words(name: str, value: str) -> bool:
    if _WORDS.search(value):
        return True
    if _BOX_FOR_MONEY.search(name):
        return any(sign.isdecimal() for sign in value)
    return bool(_BOX_FOR_WORDS.search(name)) and any(letter.isalpha() for letter in value)


def _came_from_here(request: HttpRequest) -> bool:
    """Django's check let the form through, or the browser itself says that a page of ours sent it."""
    if getattr(request, "csrf_processing_done", False):
        return True
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(origin).netloc == request.get_host()
