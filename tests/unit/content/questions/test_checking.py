"""What an editor is told about a set that would confuse people."""

from typing import Any

import pytest

from content.questions.checking import problems_of
from tests.factories.content import default_definition


def steps() -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = default_definition()["steps"]
    return made


def test_the_set_that_the_portal_comes_with_is_fine() -> None:
    assert problems_of(steps()) == []


def test_two_equal_questions() -> None:
    found = steps()
    found[1]["questions"][0]["label"] = f" {found[0]['questions'][0]['label'].upper()}"
    [sentence] = problems_of(found)
    assert sentence.endswith("is asked twice. Change the wording of one, or take one out.")


def test_a_condition_that_points_nowhere() -> None:
    found = steps()
    found[0]["questions"][0]["condition"] = {"question": "Do you like tea?", "operator": "is", "value": "yes"}
    [sentence] = problems_of(found)
    assert "Do you like tea?" in sentence
    assert "there is no such question here" in sentence


def test_a_condition_on_itself() -> None:
    found = steps()
    question = found[0]["questions"][0]
    question["condition"] = {"question": question["id"], "operator": "answered", "value": ""}
    assert "depends on itself" in problems_of(found)[0]


def test_a_condition_that_waits_for_an_answer_that_cannot_be_given() -> None:
    found = steps()
    asked = next(q for s in found for q in s["questions"] if q["type"] == "one_of")
    found[-1]["questions"][0]["condition"] = {"question": asked["id"], "operator": "is", "value": "nonsense"}
    [sentence] = problems_of(found)
    assert "waits for the answer “nonsense”" in sentence
    assert asked["choices"][0]["key"] in sentence


def test_two_choices_with_one_short_name() -> None:
    found = steps()
    asked = next(q for s in found for q in s["questions"] if q["type"] == "one_of")
    asked["choices"][1]["key"] = asked["choices"][0]["key"]
    assert any("has two choices with the short name" in sentence for sentence in problems_of(found))


def test_a_file_beside_other_questions() -> None:
    found = steps()
    found[0]["questions"].append(found[-1]["questions"].pop())
    found.pop()
    assert any("needs a step of its own" in sentence for sentence in problems_of(found))


@pytest.mark.parametrize("field", ["id", "slug"])
def test_equal_ids_and_equal_addresses(field: str) -> None:
    found = steps()
    if field == "slug":
        found[1]["slug"] = found[0]["slug"]
    else:
        found[1]["questions"][0]["id"] = found[0]["questions"][0]["id"]
    assert problems_of(found)


def test_two_equal_choices() -> None:
    found = steps()
    asked = next(q for s in found for q in s["questions"] if q["type"] == "one_of")
    asked["choices"][1]["label"] = asked["choices"][0]["label"].upper()
    assert any("offers “" in sentence and "twice" in sentence for sentence in problems_of(found))


def test_conditions_that_wait_for_each_other() -> None:
    found = steps()
    first, second = found[0]["questions"][:2]
    first["condition"] = {"question": second["id"], "operator": "answered", "value": ""}
    second["condition"] = {"question": first["id"], "operator": "answered", "value": ""}
    [sentence] = problems_of(found)
    assert "wait for each other" in sentence
    assert first["label"] in sentence
    assert second["label"] in sentence


def test_a_condition_on_a_question_that_was_deleted_later() -> None:
    found = steps()
    waiting = next(q for s in found for q in s["questions"] if q["condition"])
    for step in found:
        step["questions"] = [q for q in step["questions"] if q["id"] != waiting["condition"]["question"]]
    [sentence] = problems_of(found)
    assert waiting["label"] in sentence
    assert "there is no such question here" in sentence


def test_nothing_to_ask() -> None:
    assert problems_of([]) == ["There is no step yet. Add a step with at least one question."]


def test_an_address_that_no_document_can_remember() -> None:
    found = steps()
    found[0]["slug"] = "a" * 61
    assert any("is too long. Use 60 letters or fewer." in sentence for sentence in problems_of(found))
    found[0]["slug"] = "a" * 60
    assert not problems_of(found)


def test_two_questions_without_words_yet_are_not_equal_ones() -> None:
    found = steps()
    for question in found[0]["questions"][:2]:
        question["label"] = ""
    assert problems_of(found) == []


def test_a_condition_on_an_outcome_that_there_is_not() -> None:
    found = steps()
    asked = next(q for s in found for q in s["questions"] if q["type"] == "outcomes")
    found[-1]["questions"][0]["condition"] = {"question": asked["id"], "operator": "includes", "value": "f"}
    assert problems_of(found) == []
    found[-1]["questions"][0]["condition"]["value"] = "k"
    assert "waits for the answer “k”" in problems_of(found)[0]
