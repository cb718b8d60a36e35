"""Statements as banks write them: every file of the corpus is read line by line, or refused with a sentence."""

import csv
import io
import json
import time
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.statements.reading import refusals
from planning.statements.reading.columns import Columns, guess, look
from planning.statements.reading.days import Order
from planning.statements.reading.lines import BOTH, Line, RefusedLine, one_line, read, settle
from planning.statements.reading.refusals import Unreadable
from planning.statements.reading.sums import Style, sum_of
from planning.statements.reading.text import as_text

CORPUS = Path(__file__).parents[3] / "corpus" / "statements"
EXPECTED: dict[str, Any] = json.loads((CORPUS / "expected.json").read_text())


def read_all(content: bytes, columns: Columns | None = None) -> tuple[list[Line], list[RefusedLine]]:
    sheet = look(as_text(content))
    found = list(read(sheet, settle(sheet, columns or guess(sheet).columns)))
    return [each for each in found if isinstance(each, Line)], [each for each in found if isinstance(each, RefusedLine)]


def test_each_file_of_the_corpus_has_its_expectation() -> None:
    assert {path.name for path in CORPUS.iterdir()} - {"expected.json"} == set(EXPECTED)


@pytest.mark.parametrize("name", [name for name in EXPECTED if "lines" in EXPECTED[name]])
def test_a_file_is_read_line_by_line(name: str) -> None:
    expected = EXPECTED[name]
    lines, refused = read_all((CORPUS / name).read_bytes())
    assert [[each.number, each.day.isoformat(), str(each.amount), each.words] for each in lines] == expected["lines"]
    assert [each.number for each in refused] == [number for number, _ in expected["refused"]]
    for each, (_, reason) in zip(refused, expected["refused"], strict=True):
        assert reason in each.reason
        assert each.text
    sheet = look(as_text((CORPUS / name).read_bytes()))
    assert settle(sheet, guess(sheet).columns).day.sure is expected["order_is_sure"]


@pytest.mark.parametrize("name", [name for name in EXPECTED if "unreadable" in EXPECTED[name]])
def test_a_file_that_is_none_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_all((CORPUS / name).read_bytes())
    assert EXPECTED[name]["unreadable"] in refused.value.reason


def test_money_in_and_money_out_in_one_line_is_refused_and_not_worked_out() -> None:
    content = (
        b"Date,Description,Paid out,Paid in\n14/04/2026,CAFE,4.50,\n15/04/2026,TILL,10.00,12.00\n20/04/2026,PAY,,96\n"
    )
    lines, refused = read_all(content)
    assert [each.words for each in lines] == ["CAFE", "PAY"]
    assert [(each.number, each.reason) for each in refused] == [(3, BOTH)]


def test_an_order_that_is_given_is_kept() -> None:
    content = (CORPUS / "order-to-be-asked.csv").read_bytes()
    sheet = look(as_text(content))
    lines, _ = read_all(content, Columns(day=0, words=(1,), amount=2, order=Order.MONTH_FIRST))
    assert [each.day for each in lines] == [date(2026, 3, 4), date(2026, 5, 4)]
    assert settle(sheet, guess(sheet).columns).day.example == "03/04/2026"


def test_the_same_bank_has_the_same_shape_in_another_month() -> None:
    def shape(text: str) -> str:
        return look(text).shape

    first = shape("Date,Description,Amount\n14/02/2026,Shop,-3.10\n")
    assert shape("Account,1\n\nDATE, description ,Amount\n01/03/2026,Bus,-1.00\n02/03/2026,Cafe,-9.00\n") == first
    assert shape("Date,Amount,Description\n14/02/2026,-3.10,Shop\n") != first
    assert shape("14/02/2026,Shop,-3.10\n") == shape("15/03/2026,Bus,2.00\n") != shape("-3.10,14/02/2026,Shop\n")


def test_a_file_may_be_large_and_has_an_end() -> None:
    with pytest.raises(Unreadable, match="larger than"):
        as_text(b"a" * (refusals.MOST_BYTES + 1))
    many = "Date,Description,Amount\n" + "14/02/2026,Bus,-2.00\n" * (refusals.MOST_LINES + 1)
    with pytest.raises(Unreadable, match="more than 60,000 lines"):
        read_all(many.encode())


def test_fifty_thousand_lines_are_all_read() -> None:
    first = date(2000, 1, 1)
    text = "Date,Description,Paid out,Paid in\n" + "".join(
        f"{first + timedelta(days=n // 7):%d/%m/%Y},Payment {n},{n % 90 + 1}.{n % 100:02d},\n" for n in range(50_000)
    )
    lines, refused = read_all(text.encode())
    assert len(lines) == 50_000 and not refused
    assert sum(each.amount for each in lines) == -sum(
        Decimal(n % 90 + 1) + Decimal(n % 100) / 100 for n in range(50_000)
    )


def test_a_quotation_mark_in_each_line_costs_no_more_time_than_reading() -> None:
    text = "Date,Description,Amount\n13/02/2026,Bus,-2.00\n" + '14/02/2026,"open,-1.00\nwords "of, nobody\n' * 4_000
    begun = time.process_time()
    lines, refused = read_all((text + "15/02/2026,Shop,-3.10\n").encode())
    # Far from a clock that is asserted: what grows with the square of the lines takes minutes here.
    assert time.process_time() - begun < 30
    assert [each.amount for each in lines] == [Decimal("-2.00"), Decimal("-3.10")]
    assert len(refused) == 8_000


# What is written reads back ------------------------------------------------------------------------------------------

DAY_FORMATS = {
    Order.DAY_FIRST: ("%d/%m/%Y", "%d-%m-%y", "%d.%m.%Y", "%d %b %Y", "%d-%B-%Y", "%d%b%y", "%d/%m/%Y %H:%M"),
    Order.MONTH_FIRST: ("%m/%d/%Y", "%m-%d-%y", "%b %d, %Y"),
    Order.YEAR_FIRST: ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y-%m-%dT%H:%M:%SZ"),
}
SIGNS = ("before", "pound", "after", "brackets", "cr")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
# Without a mark, it is the zeros beside English letters that tell.
WITHOUT_A_MARK = ("utf-16-le", "utf-16-be")


def written(amount: Decimal, sign: str, style: Style, *, thousands: bool) -> str:
    text = f"{abs(amount):,.2f}" if thousands else f"{abs(amount):.2f}"
    if style == Style.COMMA:
        text = text.translate(str.maketrans(",.", ".,"))
    below = amount < 0
    return {
        "before": f"{'-' if below else ''}{text}",
        "pound": f"{'-' if below else '+'}£{text}",
        "after": f"{text}{'-' if below else ''}",
        "brackets": f"({text})" if below else text,
        "cr": f"{text} {'DR' if below else 'CR'}",
    }[sign]


payments = st.lists(
    st.tuples(
        st.dates(date(2000, 1, 1), date(2079, 12, 31)),
        st.integers(1, 999_999_999).flatmap(lambda n: st.sampled_from((n, -n))).map(lambda n: Decimal(n) / 100),
        st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=60).map(
            lambda words: "Shop " + one_line(words)
        ),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=300, deadline=None)
@given(
    rows=payments,
    data=st.data(),
    delimiter=st.sampled_from(",;\t|"),
    sign=st.sampled_from(SIGNS),
    style=st.sampled_from(Style),
    apart=st.booleans(),
    header=st.booleans(),
    ends=st.sampled_from(("\n", "\r\n", "\r")),
    encoding=st.sampled_from(ENCODINGS),
)
def test_what_is_written_in_any_shape_reads_back(
    rows: list[tuple[date, Decimal, str]],
    data: st.DataObject,
    delimiter: str,
    sign: str,
    style: Style,
    apart: bool,
    header: bool,
    ends: str,
    encoding: str,
) -> None:
    order = data.draw(st.sampled_from(Order))
    format_ = data.draw(st.sampled_from(DAY_FORMATS[order]))
    thousands = data.draw(st.booleans())
    if encoding in WITHOUT_A_MARK:
        rows = [(day, amount, words.encode("ascii", "replace").decode()) for day, amount, words in rows]

    def cells(day: date, amount: Decimal, words: str) -> Sequence[str]:
        said = written(abs(amount) if apart else amount, "before" if apart else sign, style, thousands=thousands)
        money = ["", said] if amount > 0 else [said, ""]
        return [day.strftime(format_), words, *(money if apart else [said])]

    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=ends)
    if header:
        writer.writerow(["Date", "Description", *(["Paid out", "Paid in"] if apart else ["Amount"])])
    writer.writerows(cells(*row) for row in rows)
    columns = Columns(day=0, words=(1,), out=2, into=3) if apart else Columns(day=0, words=(1,), amount=2)
    given_ = Columns(**{**columns.__dict__, "order": order, "style": style})
    lines, refused = read_all(out.getvalue().encode(encoding), given_)
    assert not refused
    assert [(each.day, each.amount, each.words) for each in lines] == [
        (day, amount, one_line(words)) for day, amount, words in rows
    ]


@settings(max_examples=300, deadline=None)
@given(content=st.one_of(st.binary(max_size=2_000), st.text(max_size=2_000).map(lambda text: text.encode("utf-8"))))
def test_any_bytes_are_read_or_refused_with_a_sentence(content: bytes) -> None:
    try:
        lines, refused = read_all(content)
    except Unreadable as none:
        assert none.reason.endswith(".")
        return
    assert all(each.amount and each.words for each in lines)
    assert all(each.reason.endswith(".") for each in refused)


LIKELY = st.text(st.sampled_from('0123456789/-.,;\t"\n\r£() abcDRCR=+'), max_size=300)


@settings(max_examples=500, deadline=None)
@given(text=LIKELY)
def test_what_looks_like_a_statement_gives_each_line_once_or_a_reason(text: str) -> None:
    content = f"Date,Description,Amount\n14/02/2026,Shop,-3.10\n{text}\n15/02/2026,Last,-1.00".encode()
    lines, refused = read_all(content, Columns(day=0, words=(1,), amount=2, order=Order.DAY_FIRST, style=Style.POINT))
    numbers = [each.number for each in [*lines, *refused]]
    assert len(numbers) == len(set(numbers))
    assert lines[0].words == "Shop"


@given(amount=st.decimals("-9999999.99", "9999999.99", places=2), sign=st.sampled_from(SIGNS), thousands=st.booleans())
def test_a_sum_reads_back_in_either_style(amount: Decimal, sign: str, thousands: bool) -> None:
    for style in Style:
        assert sum_of(written(amount, sign, style, thousands=thousands), style).amount == amount
