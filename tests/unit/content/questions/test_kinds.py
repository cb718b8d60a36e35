"""What each kind of question makes of what people type."""

from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from content.questions.definitions import QuestionDefinition
from content.questions.kinds import KINDS, kind_of
from content.questions.kinds.base import LONGEST, TOO_LONG
from content.questions.kinds.figures import parse_money
from content.questions.kinds.lists import weekly

CHOICES = [{"key": "home", "label": "At home"}, {"key": "out", "label": "Out and about"}]


def question(kind: str, **options: Any) -> QuestionDefinition:
    return QuestionDefinition(id="q", kind=kind, label="A question", options={"choices": CHOICES, **options})


def test_an_answer_that_nobody_could_read_is_none() -> None:
    for kind in ("long_text", "short_text"):
        assert read(kind, {"q": "\u200b \u3164"}) is None
        assert read(kind, {"q": "\u200bTea"}) == "\u200bTea"


def read(kind: str, typed: dict[str, Any], **options: Any) -> Any:
    asked = question(kind, **options)
    data = QueryDict(mutable=True)
    for name, value in typed.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return kind_of(asked).read(asked, data, "q")


def sentences(kind: str, value: Any) -> list[str]:
    asked = question(kind)
    return [problem.sentence for problem in kind_of(asked).problems(asked, value)]


TYPED = {
    "short_text": ({"q": " Tea at four "}, "Tea at four"),
    "long_text": ({"q": "One\r\ntwo\r\n"}, "One\ntwo"),
    "place": ({"q": " nm1  3ab\n"}, "nm1  3ab"),
    "one_of": ({"q": "out"}, "out"),
    "several_of": (
        {"q": ["home", "out"], "q-else": "By boat"},
        {"chosen": ["home", "out"], "something_else": "By boat"},
    ),
    "yes_no": ({"q": "yes", "q-more": "Beth"}, {"answer": "yes", "follow_up": "Beth"}),
    "date": ({"q_0": "3", "q_1": "11", "q_2": "2026"}, "2026-11-03"),
    "money": ({"q": "£1,200"}, "1200.00"),
    "week": ({"q-monday-morning": "Swim"}, {"monday": {"morning": "Swim"}}),
    "outcomes": ({"q": ["f", "a", "z"]}, ["a", "f"]),
    "file": ({"q-caption": "My garden"}, {"caption": "My garden"}),
    "recording": ({"q-words": "I want\r\nto swim"}, {"words": "I want\nto swim"}),
}


@pytest.mark.parametrize("kind", TYPED)
def test_what_is_typed_is_kept_in_the_shape_of_its_kind(kind: str) -> None:
    typed, stored = TYPED[kind]
    assert read(kind, typed) == stored


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_typed_is_no_answer(kind: str) -> None:
    assert read(kind, {}) is None
    assert read(kind, {"q-rows": "1", "q-0-id": "", "q-0-how_often": "week"}) is None


@pytest.mark.parametrize("kind", TYPED)
def test_an_answer_fills_its_own_boxes_again(kind: str) -> None:
    _, stored = TYPED[kind]
    asked = question(kind)
    assert kind_of(asked).boxes(asked, stored, "q", 0)
    assert not kind_of(asked).problems(asked, stored)
    shown = kind_of(asked).show(asked, stored)
    assert shown.text or shown.items or shown.rows


def test_entries_keep_their_id_and_empty_rows_are_no_entries() -> None:
    own = "7b7e2f3e-0000-4000-8000-000000000001"
    people = read(
        "people_list",
        {
            "q-rows": "3",
            "q-0-id": own,
            "q-0-name": "Beth",
            "q-1-name": " ",
            "q-2-name": "Winnie",
            "q-2-relation": "friend",
        },
    )
    assert people[0] == {"id": own, "name": "Beth", "relation": "", "does": ""}
    assert people[1]["name"] == "Winnie"
    assert len(people) == 2
    assert people[1]["id"] not in {"", own}


@pytest.mark.parametrize("rows", ["-1", "x", "99999999999999999999", "²", ""])
def test_a_tampered_number_of_rows_is_no_fault(rows: str) -> None:
    assert read("cost_list", {"q-rows": rows, "q-0-what_for": "Taxi"}) in (None, [])


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        (
            "date",
            {"q_0": "31", "q_1": "2", "q_2": "2026"},
            "There is no such date. Check the day, the month and the year.",
        ),
        ("date", {"q_0": "31"}, "Give the day, the month and the year."),
        ("money", {"q": "-3"}, "Write an amount of 0 or more. If money comes back to you, say so in words."),
        ("money", {"q": "about ten pounds"}, "Write the amount in pounds, for example 12.50."),
        ("money", {"q": "NaN"}, "Write the amount in pounds, for example 12.50."),
        ("money", {"q": "99999999999"}, "Write an amount below 10 million pounds."),
        ("one_of", {"q": "elsewhere"}, "Choose one of the answers in the list."),
        ("yes_no", {"q": "perhaps"}, "Choose yes or no."),
        ("long_text", {"q": "x" * (LONGEST + 1)}, TOO_LONG),
    ],
)
def test_what_makes_no_sense_gets_a_sentence_and_is_kept(kind: str, typed: dict[str, Any], sentence: str) -> None:
    value = read(kind, typed)
    assert sentences(kind, value) == [sentence]
    asked = question(kind)
    again = str(kind_of(asked).boxes(asked, value, "q", 0)) + str(value)
    assert all(str(text) in again for text in typed.values())


def test_a_cost_that_is_no_amount_names_its_entry_and_stays_as_typed() -> None:
    costs = read("cost_list", {"q-rows": "1", "q-0-what_for": "Choir taxi", "q-0-amount": "about ten pounds"})
    assert costs[0]["amount"] == "about ten pounds"
    assert sentences("cost_list", costs) == ["“Choir taxi”: Write the amount in pounds, for example 12.50."]
    assert weekly(costs[0]) is None


@pytest.mark.parametrize(
    ("entry", "pounds"),
    [
        ({"amount": "13.00", "times": "6", "how_often": "week"}, "78.00"),
        ({"amount": "13.00", "times": "6", "how_often": "hour"}, "78.00"),
        ({"amount": "2", "times": "", "how_often": "day"}, "14.00"),
        ({"amount": "25", "how_often": "fortnight"}, "12.50"),
        ({"amount": "25", "how_often": "four_weeks"}, "6.25"),
        ({"amount": "10", "how_often": "month"}, "2.31"),
        ({"amount": "52", "how_often": "quarter"}, "4.00"),
        ({"amount": "100", "how_often": "year"}, "1.92"),
        ({"amount": "400", "how_often": "once"}, "0.00"),
        ({"amount": "12,50"}, "12.50"),
    ],
)
def test_what_a_cost_comes_to_in_a_week(entry: dict[str, str], pounds: str) -> None:
    assert weekly(entry) == Decimal(pounds)


@given(st.text(max_size=40))
def test_money_is_an_amount_or_a_sentence_and_never_a_fault(text: str) -> None:
    found = parse_money(text)
    assert (isinstance(found, Decimal) and found >= 0) or getattr(found, "sentence", "")


@given(st.text(max_size=200))
def test_any_text_is_kept_but_for_what_no_database_can_hold(text: str) -> None:
    kept = read("long_text", {"q": text}) or ""
    assert "\x00" not in kept
    kept.encode()
    plain = "".join(c for c in text if c.isprintable() or c in "\n\t").strip()
    if plain == text.strip():
        assert kept == plain


@pytest.mark.parametrize(
    "text", ["שלום לכולם", "👩‍👩‍👧‍👦 my family", "e\u0301", "\u202etfel ot thgir", "naïve — “quotes”"]
)
def test_every_script_and_every_joined_sign_reads_back_exactly(text: str) -> None:
    assert read("long_text", {"q": text}) == text


def test_both_of_two_lists_hold_every_entry_once() -> None:
    one, two = {"id": "1", "what": "Ring"}, {"id": "2", "what": "Write"}
    both = KINDS["todo_list"].both([{**one, "what": "Ring Sunita"}, two], [one])
    assert [entry["what"] for entry in both] == ["Ring", "Ring Sunita", "Write"]
    assert len({entry["id"] for entry in both}) == 3


def test_both_of_two_texts_follow_each_other() -> None:
    assert KINDS["long_text"].both("Mine.", "Theirs.") == "Theirs.\n\nMine."


@pytest.mark.parametrize(
    ("typed", "pounds"),
    [
        ("12.5", "12.50"),
        (".50", "0.50"),
        ("£1,234.56", "1234.56"),
        ("1 200", "1200"),
        ("50p", "0.50"),
        ("12.", "12"),
        ("12,50", "12.50"),
    ],
)
def test_amounts_as_people_write_them(typed: str, pounds: str) -> None:
    assert parse_money(typed) == Decimal(pounds)


@pytest.mark.parametrize("typed", ["1,2,3", "12,5", "1e5", "1_000", "12-15", "£", ".", "12.50 or so", "ten", "--3x"])
def test_what_is_no_plain_amount_is_asked_about(typed: str) -> None:
    assert not isinstance(parse_money(typed), Decimal)


@pytest.mark.parametrize("typed", ["-3", "−3", "– 3", "£-3", "-£3.00"])
def test_less_than_nothing_is_told_apart(typed: str) -> None:
    assert getattr(parse_money(typed), "sentence", "").startswith("Write an amount of 0 or more")


@pytest.mark.parametrize(
    ("boxes", "stored"),
    [
        (("3", "11", "2026"), "2026-11-03"),
        (("03", "Nov", "2026"), "2026-11-03"),
        (("29", "february", "2028"), "2028-02-29"),
        (("29", "2", "2027"), None),
        (("3", "11", "26"), None),
        (("+3", "11", "2026"), None),
        (("9" * 5000, "11", "2026"), None),
    ],
)
def test_dates_as_people_write_them(boxes: tuple[str, str, str], stored: str | None) -> None:
    value = read("date", {f"q_{n}": text for n, text in enumerate(boxes)})
    if stored:
        assert value == stored
    else:
        assert value == {"typed": list(boxes)}
        assert sentences("date", value)


def test_a_year_of_two_numbers_is_asked_about() -> None:
    assert sentences("date", {"typed": ["3", "11", "26"]}) == ["Write the year with four numbers, for example 2027."]


def test_figures_of_a_cost_are_kept_as_figures() -> None:
    [cost] = read("cost_list", {"q-rows": "1", "q-0-what_for": "PA", "q-0-amount": "£13", "q-0-times": "6.0"})
    assert (cost["amount"], cost["times"], cost["how_often"]) == ("13.00", "6", "week")


def test_how_many_is_a_number_and_no_sum_of_money() -> None:
    costs = read("cost_list", {"q-rows": "1", "q-0-what_for": "PA", "q-0-amount": "13", "q-0-times": "a few"})
    assert sentences("cost_list", costs) == ["“PA”: Write a number, for example 6."]
    assert weekly(costs[0]) is None


def test_one_id_named_twice_stays_with_the_first_entry() -> None:
    own = "7b7e2f3e-0000-4000-8000-000000000001"
    people = read("people_list", {"q-rows": "2", "q-0-id": own, "q-0-name": "Beth", "q-1-id": own, "q-1-name": "Leo"})
    assert people[0]["id"] == own
    assert people[1]["id"] != own


def test_every_row_that_was_sent_is_read() -> None:
    typed = {"q-rows": "260", **{f"q-{n}-name": f"Person {n}" for n in range(260)}}
    people = read("people_list", typed)
    assert len(people) == 260
    assert not kind_of(question("people_list")).boxes(question("people_list"), people, "q", 0)["may_add"]


def follow_up_of(value: dict[str, str], when: str = "yes") -> str:
    asked = question("yes_no", follow_up={"when": when, "label": "Who?"})
    return kind_of(asked).show(asked, value).text


def test_a_folded_away_follow_up_is_shown_to_nobody() -> None:
    assert follow_up_of({"answer": "yes", "follow_up": "Beth"}) == "Yes\nBeth"
    assert follow_up_of({"answer": "no", "follow_up": "Beth"}) == "No"


def test_a_follow_up_that_is_asked_no_longer_stays_in_its_box() -> None:
    asked = question("yes_no")
    assert kind_of(asked).boxes(asked, {"answer": "yes", "follow_up": "Beth"}, "q", 0)["loose"]
    assert "Beth" in kind_of(asked).show(asked, {"answer": "yes", "follow_up": "Beth"}).text


def test_yes_and_no_do_not_add_up() -> None:
    both = KINDS["yes_no"].both
    assert both({"answer": "yes", "follow_up": "A"}, {"answer": "no", "follow_up": ""}) is None
    assert both({"answer": "yes", "follow_up": "A"}, {"answer": "yes", "follow_up": "B"}) == {
        "answer": "yes",
        "follow_up": "B\n\nA",
    }


ODD = [None, "", "text", 7, [], {}, ["x"], {"typed": "x"}, {"chosen": 3}, [{"id": 1}], [None], {"monday": "x"}]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", ODD)
def test_an_odd_value_from_elsewhere_is_no_fault(kind: str, value: Any) -> None:
    asked = question(kind)
    assert all(problem.sentence for problem in kind_of(asked).problems(asked, value))
    assert kind_of(asked).boxes(asked, value, "q", 1)
    assert kind_of(asked).show(asked, value).form in {"text", "items", "table", "files"}


def test_who_pays_is_kept_and_shown_only_where_it_is_not_the_budget() -> None:
    sent = {"q-rows": "2", "q-0-what_for": "Taxi", "q-0-paid_from": "budget", "q-1-what_for": "Cinema"}
    taxi, cinema = read("cost_list", {**sent, "q-1-paid_from": "own"})
    assert "paid_from" not in taxi and cinema["paid_from"] == "own"
    asked = question("cost_list")
    both = kind_of(asked).show(asked, [taxi, cinema])
    assert (both.head[-1], [row[-1] for row in both.rows]) == (
        "More about it",
        ["", "How it is paid: with my own money"],
    )
    assert "More about it" not in kind_of(asked).show(asked, [taxi]).head


def test_a_cost_says_what_it_makes_possible() -> None:
    sent = {
        "q-rows": "1",
        "q-0-what_for": "Cleaning",
        "q-0-amount": "13",
        "q-0-times": "2",
        "q-0-how_often": "hour",
        "q-0-makes_possible": "I have the strength to go out",
        "q-0-outcome": "i",
        "q-0-considered": "My son lives two hours away",
    }
    [cost] = read("cost_list", sent)
    asked = question("cost_list")
    assert (cost["makes_possible"], cost["outcome"]) == ("I have the strength to go out", "i")
    said = [
        "What it makes possible: I have the strength to go out",
        "What it helps with most: Getting out: shops, buses, clubs and other places near you",
        "What else I thought about: My son lives two hours away",
    ]
    shown = kind_of(asked).show(asked, [cost])
    assert shown.rows[0][-1].split("\n") == said
    [piece] = kind_of(asked).pieces(asked, [cost])
    assert all(words in piece.words for words in said) and all(words in shown.plain for words in said)
    [again] = read("cost_list", {**sent, "q-0-outcome": "z", "q-0-considered": ""})
    assert "outcome" not in again and "considered" not in again
    [row] = kind_of(asked).boxes(asked, [cost], "q", 0)["rows"]
    assert row["more_open"] and row["more"][0]["text"] == "I have the strength to go out"
