"""Whatever is odd in a file that is brought in is read as words, or refused with a sentence."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from planning.documents.models import Document
from planning.exports.incoming import DAMAGED, NEWER, NOT_OURS, TOO_LARGE, open_packed, parse
from planning.exports.services import bring_in
from portal.files.policies import Refused
from tests.factories.content import question_id
from tests.factories.planning import answer
from tests.integration.planning.exports.conftest import SET, WORDS, photo
from tests.integration.planning.exports.packed import brought_in, document_in, kept, packed_as
from tests.personas import Cast

CHOICE, COSTS = question_id(SET, "several_of"), question_id(SET, "cost_list")


def changed(data: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**data, **more}


def first_answer(data: dict[str, Any], value: Any) -> dict[str, Any]:
    copy: dict[str, Any] = json.loads(json.dumps(data))
    for step in copy["steps"]:
        for question in step["questions"]:
            if question["kind"] == "people_list":
                question["answer"] = {"value": value}
    return copy


ODD: list[tuple[Callable[[dict[str, Any]], Any], str]] = [
    (lambda d: b"\xff\xfe", NOT_OURS),
    (lambda d: "[" * 100_000, NOT_OURS),
    (lambda d: [], NOT_OURS),
    (lambda d: '{"schema": NaN}', NOT_OURS),
    (lambda d: changed(d, schema="something else"), NOT_OURS),
    (lambda d: changed(d, schema="in-my-words/document/2"), NEWER),
    (lambda d: changed(d, title=5), "not as we write it"),
    (lambda d: changed(d, steps={}), "not as we write it"),
    (lambda d: changed(d, steps=[5]), "not as we write it"),
    (lambda d: changed(d, steps=d["steps"] * 2), "two parts with one id"),
    (lambda d: changed(d, steps=[{"id": "no", "title": "x"}]), "the id of"),
    (lambda d: changed(d, files=[{"id": str(uuid4()), "path": "../../secret", "name": "x"}]), "the file"),
    (lambda d: first_answer(d, "words"), "the answer to"),
    (lambda d: first_answer(d, [{"id": "no", "name": "x"}]), "the answer to"),
    (lambda d: first_answer(d, [{"id": str(uuid4()), "name": ["x"]}]), "the answer to"),
    (lambda d: first_answer(d, [{"id": str(uuid4()), "script": "x"}]), "the answer to"),
]


@pytest.mark.parametrize(("spoil", "sentence"), ODD)
def test_what_is_odd_is_refused_with_a_sentence(
    cast: Cast, plan: Document, now: datetime, spoil: Callable[[dict[str, Any]], Any], sentence: str
) -> None:
    data = document_in(kept(plan, cast.maureen, now))
    with pytest.raises(Refused) as told, zipfile.ZipFile(packed_as(spoil(data))) as packed:
        bring_in(packed=packed, by=cast.amira, at=now)
    assert sentence in told.value.reason
    assert not Document.objects.filter(owner=cast.amira).exists()


HOSTILE: tuple[Any, ...] = (None, True, -1, 10**30, 1e308, "", "\ud800", "..", [], [[]], {}, {"a": [1]}, [5], [{}])


def spoilt(data: Any) -> Iterator[Any]:
    """The same data with one thing in it, whichever, of another sort."""
    yield from HOSTILE
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for place, part in list(parts):
        for other in spoilt(part):
            copy = dict(data) if isinstance(data, dict) else list(data)
            copy[place] = other
            yield copy


def test_whatever_is_of_another_sort_is_read_or_refused(cast: Cast, plan: Document, now: datetime) -> None:
    answer(plan, CHOICE, {"chosen": ["pa"], "something_else": "more"})
    answer(plan, COSTS, [{"id": str(uuid4()), "what_for": "Pay", "amount": "13", "times": "6", "how_often": "week"}])
    data = document_in(kept(plan, cast.maureen, now))
    told = set()
    for other in spoilt(data):
        try:
            parse(json.dumps(other).encode())
        except Refused as refused:
            told.add(refused.reason)
    assert len(told) > 10


def test_a_text_that_is_longer_than_any_box_is_refused(cast: Cast, plan: Document, now: datetime) -> None:
    data = document_in(kept(plan, cast.maureen, now))
    for step in data["steps"]:
        for question in step["questions"]:
            if question["id"] == WORDS:
                question["answer"]["value"] = "word " * 20_000
    with pytest.raises(Refused):
        parse(json.dumps(data).encode())


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("document.json", b"0" * (201 * 1024 * 1024))
    with pytest.raises(Refused) as told:
        open_packed(out, len(out.getvalue()))
    assert told.value.reason == TOO_LARGE
    for content in (b"", b"no zip at all", photo(), out.getvalue()[:200]):
        with pytest.raises(Refused):
            open_packed(io.BytesIO(content), len(content))


def test_a_damaged_file_is_refused(cast: Cast, plan: Document, now: datetime) -> None:
    content = bytearray(kept(plan, cast.maureen, now))
    at = content.index(b"document.json") + 60
    content[at : at + 40] = bytes(40)
    with pytest.raises(Refused) as told:
        brought_in(bytes(content), cast.amira, now)
    assert told.value.reason == DAMAGED
