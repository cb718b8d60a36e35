"""A spreadsheet's cells can do no harm, and months are months."""

import csv
import re
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from community.figures.counting import Figures, Line
from community.figures.months import Month, months_until
from community.figures.spreadsheet import figures_as_csv
from portal.components.spreadsheet import as_csv, harmless

# Typed here once more, as programs know them: not as the code does.
SIGNS = ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\ufe66", "\ufe62", "\ufe63", "\ufe6b"]
UNSEEN = ["", " ", "\u00a0 ", "\t", "\r", "\n", "\r\n ", "\u200b", "\ufeff", "\u202e", "\u2060\u3000", "\x00", "\x0b"]
FORMULA = re.compile("[\\s\\x00\\x0b\u200b\ufeff\u202e\u2060]*[" + re.escape("".join(SIGNS)) + "]")


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("before", UNSEEN)
def test_what_could_be_a_formula_is_words(sign: str, before: str) -> None:
    typed = f'{before}{sign}HYPERLINK("https://example.org","here")'
    shown = str(harmless(typed))
    assert not FORMULA.match(shown)
    assert shown.replace("'", "", 1) == typed


@pytest.mark.parametrize(
    "cell", ["Moor Friends", "7 = seven", "", "'quoted'", "1.5", "half-full", "\u00a33; 4 in all", "one\ntwo"]
)
def test_what_is_no_formula_stays(cell: str) -> None:
    assert harmless(cell) == cell


CELLS = st.one_of(
    st.text(),
    st.lists(st.sampled_from([*SIGNS, *UNSEEN[1:], ";", ",", '"', "|", "a", "1"]), max_size=8).map("".join),
    st.integers(min_value=0),
    st.none(),
)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=4))
@example(rows=[["", '\n"=']])
def test_no_cell_of_any_file_begins_a_formula(delimiter: str, rows: list[list[str | int | None]]) -> None:
    # What a program takes for a cell is what its own reader finds in the file, and programs differ in what ends one.
    text = as_csv(rows).removeprefix("\ufeff")
    for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
        for cell in row:
            assert not FORMULA.match(cell)


def test_a_name_that_is_a_formula_comes_out_as_words() -> None:
    line = Line("May 2026", 1, 2, 3, 4, 5, 6, None, 45)
    text = figures_as_csv(Figures([line], line), organisation="=1+1", made_on="3 May 2026")
    rows = list(csv.reader(StringIO(text.removeprefix("\ufeff"))))
    assert rows[1] == ["May 2026", "1", "2", "3", "4", "5", "6", "", "1"]
    assert ["'=1+1", "made on 3 May 2026"] in rows


@pytest.mark.parametrize(("minutes", "hours"), [(0, "0"), (14, "0"), (16, "0.5"), (60, "1"), (105, "2"), (100, "1.5")])
def test_hours_to_the_half_hour(minutes: int, hours: str) -> None:
    assert Line("", 0, 0, 0, 0, 0, 0, None, minutes).hours == hours


def test_months_begin_at_midnight_here_also_in_summer() -> None:
    july = Month(date(2026, 7, 1))
    assert july.starts_at == datetime(2026, 6, 30, 23, tzinfo=UTC)
    assert str(july) == "July 2026"
    assert Month(date(2026, 12, 1)).next == Month(date(2027, 1, 1))
    # Half past eleven at night in London is another day in the database, and the same month here.
    late = datetime(2026, 7, 31, 22, 30, tzinfo=UTC)
    assert [str(m) for m in months_until(late, many=2)] == ["June 2026", "July 2026"]
    assert str(months_until(late.replace(hour=23), many=1)[0]) == "August 2026"
