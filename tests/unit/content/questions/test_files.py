"""Photos, files and recordings as answers."""

from typing import Any

import pytest
from django.http import QueryDict

from content.questions.definitions import QuestionDefinition
from content.questions.kinds import KINDS
from content.questions.kinds.files import MOST_FILES, files_in, moved

ASKED = QuestionDefinition(id="q", kind="photos", label="Your photos")
PHOTOS, RECORDING = KINDS["photos"], KINDS["recording"]
POND = {"id": "pond", "file": "f-pond", "name": "pond.jpg", "content_type": "image/jpeg", "caption": "The pond"}
BUS = {"id": "bus", "file": "f-bus", "name": "bus.jpg", "content_type": "image/jpeg", "caption": ""}
NEW = {"file": "f-new", "name": "new.jpg", "content_type": "image/jpeg"}


def typed(**boxes: str) -> Any:
    data = QueryDict(mutable=True)
    data.update({name.replace("_", "-"): text for name, text in boxes.items()})
    return PHOTOS.read(ASKED, data, "q")


def together(words: Any, standing: Any, *taken: Any, earlier: Any = None) -> Any:
    return PHOTOS.with_files(words, standing, taken, lambda: earlier or {})


def test_a_form_speaks_of_captions_and_order_alone() -> None:
    bus, pond = {"q_0_id": "bus", "q_0_caption": "The 14 bus"}, {"q_1_id": "pond", "q_1_caption": "The pond"}
    words = typed(q_rows="2", **bus, **pond, q_1_file="f-x")
    assert words == [{"id": "bus", "caption": "The 14 bus"}, {"id": "pond", "caption": "The pond"}]
    assert together(words, [POND, BUS]) == [{**BUS, "caption": "The 14 bus"}, POND]


def test_a_file_that_nobody_kept_here_cannot_be_named() -> None:
    assert together([{"id": "somebody-elses", "caption": "Mine"}], [POND]) is None


def test_a_page_from_before_still_knows_the_photo_that_was_taken_out() -> None:
    words = [{"id": "pond", "caption": "Our pond"}]
    assert together(words, [BUS], earlier={"pond": POND}) == [{**POND, "caption": "Our pond"}]


def test_new_photos_come_last_and_the_same_one_once() -> None:
    words = [{"id": "pond", "caption": "The pond"}]
    added = together(words, [POND], NEW, NEW)
    assert [entry["id"] for entry in added] == ["pond", "f-new"]
    again = together([{"id": e["id"], "caption": e["caption"]} for e in added], added, NEW)
    assert again == added


def test_there_is_an_end() -> None:
    many = [{**NEW, "file": f"f-{n}"} for n in range(MOST_FILES + 20)]
    found = together(None, None, *many)
    assert len(found) == MOST_FILES
    assert not PHOTOS.boxes(ASKED, found, "q", 0)["may_add"]


def test_photos_move_and_stay_at_the_ends() -> None:
    assert moved([POND, BUS], "bus", up=True) == [BUS, POND]
    assert moved([POND, BUS], "pond", up=False) == [BUS, POND]
    assert moved([POND, BUS], "pond", up=True) == moved([POND, BUS], "who", up=True) == [POND, BUS]


def test_both_keeps_every_photo_and_every_caption() -> None:
    mine = [{**POND, "caption": "My pond"}, {"id": "f-new", **NEW, "caption": ""}]
    assert PHOTOS.both(mine, [POND, BUS]) == [
        {**POND, "caption": "The pond; My pond"}, BUS, {"id": "f-new", **NEW, "caption": ""}
    ]  # fmt: skip


def test_a_comment_can_be_about_one_photo() -> None:
    assert PHOTOS.entries([POND, BUS]) == {"pond": "Photo 1: “The pond”", "bus": "Photo 2"}


def test_what_is_read_and_copied() -> None:
    shown = PHOTOS.show(ASKED, [POND, BUS])
    assert [file["caption"] for file in shown.files] == ["The pond", ""]
    assert shown.plain == "The pond\nbus.jpg"
    spoken = RECORDING.show(ASKED, {"file": "f", "name": "me.weba", "content_type": "audio/webm", "words": "I swim"})
    assert (spoken.text, len(spoken.files)) == ("I swim", 1)


def test_a_recording_keeps_its_sound_when_its_words_change() -> None:
    standing = {"file": "f", "name": "me.weba", "words": "old"}
    assert RECORDING.with_files({"words": "new"}, standing, [], dict) == {**standing, "words": "new"}
    assert RECORDING.with_files(None, standing, [], dict) == {**standing, "words": ""}
    assert RECORDING.with_files({"words": "w"}, standing, [{**NEW}], dict) == {**NEW, "words": "w"}
    assert RECORDING.both({**standing, "words": "mine"}, standing) == {**standing, "words": "old\n\nmine"}
    assert RECORDING.both({**standing, "file": "other"}, standing) is None


@pytest.mark.parametrize(
    ("value", "held"),
    [
        (None, []),
        ("text", []),
        ({"file": "a"}, ["a"]),
        ({"caption": "x"}, []),
        ([POND, {"id": "x"}, "odd"], ["f-pond"]),
    ],
)
def test_the_files_of_any_answer(value: Any, held: list[str]) -> None:
    assert [file["file"] for file in files_in(value)] == held
