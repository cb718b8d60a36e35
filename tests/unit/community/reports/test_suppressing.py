"""No number of one to four is shown, nor worked out: checked without any of the means by which it was made so."""

from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.reports import suppressing
from community.reports.suppressing import HEAVIEST
from community.reports.tables import Counted, Measure, Shown

Numbers = tuple[tuple[int, ...], ...]
BOTH, DOWN, ACROSS, NEITHER = ("All", "Sum"), ("All", ""), ("", "Sum"), ("", "")
SMALL = st.sampled_from([0, 0, 1, 2, 3, 4, 4, 5, 5, 6, 7, 9, 12, 40])
QUICK = settings(max_examples=150, deadline=None)


def suppressed(table: Counted, seed: int | None = None) -> Shown:
    """With the same weight for all, or with weights by chance."""
    weights: dict[tuple[str, str], int] = {}
    chance = Random(seed)  # noqa: S311 - the same weights each time are the point

    def weigh(row: str, column: str) -> int:
        return 1 if seed is None else weights.setdefault((row, column), chance.randint(1, HEAVIEST))

    return suppressing.suppressed(table, weigh)


def counted(counts: Numbers, sums: tuple[str, str], measures: tuple[Measure, ...] = ()) -> Counted:
    rows = tuple(f"Team {number}" for number, _ in enumerate(counts))
    columns = tuple(f"Column {number}" for number, _ in enumerate(counts[0]))
    return Counted("some", rows, columns, counts, *sums, measures)


@st.composite
def tables(
    draw: st.DrawFn,
    rows: int = 6,
    columns: int = 7,
    numbers: st.SearchStrategy[int] = SMALL,
    sums: tuple[tuple[str, str], ...] = (BOTH, DOWN, ACROSS, NEITHER),
) -> Counted:
    wide, high = draw(st.integers(1, columns)), draw(st.integers(1, rows))
    counts = tuple(tuple(draw(numbers) for _ in range(wide)) for _ in range(high))
    return counted(counts, draw(st.sampled_from(sums)))


def with_totals(counts: Numbers, table: Counted) -> Numbers:
    """By itself, not by what is tested."""
    rows = [list(row) + ([sum(row)] if table.across else []) for row in counts]
    return tuple(map(tuple, [*rows, *([[sum(each) for each in zip(*rows, strict=True)]] if table.down else [])]))


def left_out(shown: Shown) -> list[tuple[int, int]]:
    return [(i, j) for i, row in enumerate(shown.cells) for j, value in enumerate(row) if value is None]


def others(table: Counted, shown: Shown) -> set[tuple[int, int]]:
    """Those left out that differ in some table with the same numbers shown: all tables near the true one are tried."""
    true = with_totals(table.counts, table)
    inner = [(i, j) for i, j in left_out(shown) if i < len(table.rows) and j < len(table.columns)]
    differ: set[tuple[int, int]] = set()
    for moves in product((-1, 0, 1), repeat=len(inner)):
        counts = [list(row) for row in table.counts]
        for (i, j), move in zip(inner, moves, strict=True):
            counts[i][j] += move
        # Zeros are shown: whoever sees that something is left out takes it for one at least.
        if any(move and counts[i][j] < 1 for (i, j), move in zip(inner, moves, strict=True)):
            continue
        other = with_totals(tuple(map(tuple, counts)), table)
        if all(value in (None, other[i][j]) for i, row in enumerate(shown.cells) for j, value in enumerate(row)):
            differ.update((i, j) for i, row in enumerate(true) for j, value in enumerate(row) if other[i][j] != value)
    return differ


def worked_out(table: Counted, shown: Shown) -> set[tuple[int, int]]:
    """Those that the sums alone give: by elimination, as on paper."""
    unknown = left_out(shown)
    equations = []
    high, wide = len(shown.rows), len(shown.columns)
    if table.across:
        equations += [{(i, j): -1 if j == wide - 1 else 1 for j in range(wide)} for i in range(high)]
    if table.down:
        equations += [{(i, j): -1 if i == high - 1 else 1 for i in range(high)} for j in range(wide)]
    matrix = [[Fraction(equation.get(place, 0)) for place in unknown] for equation in equations]
    done = 0
    for column, _ in enumerate(unknown):
        pivot = next((row for row in range(done, len(matrix)) if matrix[row][column]), None)
        if pivot is None:
            continue
        matrix[done], matrix[pivot] = matrix[pivot], matrix[done]
        matrix[done] = [value / matrix[done][column] for value in matrix[done]]
        for row, values in enumerate(matrix):
            if row != done and values[column]:
                matrix[row] = [a - values[column] * b for a, b in zip(values, matrix[done], strict=True)]
        done += 1
    alone = [row for row in matrix if sum(value != 0 for value in row) == 1]
    return {unknown[next(k for k, value in enumerate(row) if value)] for row in alone}


@given(tables())
@QUICK
def test_what_is_shown_is_true_and_never_small(table: Counted) -> None:
    shown = suppressed(table)
    true = with_totals(table.counts, table)
    numbers = [(value, true[i][j]) for i, row in enumerate(shown.cells) for j, value in enumerate(row)]
    assert len(numbers) == sum(map(len, true))
    assert all(value is None or (value == real and value not in (1, 2, 3, 4)) for value, real in numbers)
    assert suppressed(table) == shown


@given(tables(rows=3, columns=3, sums=(BOTH, DOWN, ACROSS)), st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_whatever_the_weights_each_number_left_out_could_be_another(table: Counted, seed: int) -> None:
    shown = suppressed(table, seed)
    assert set(left_out(shown)) <= others(table, shown)


@given(tables(rows=3, columns=3, sums=(BOTH, DOWN, ACROSS)))
@settings(max_examples=120, deadline=None)
def test_each_number_left_out_could_be_another(table: Counted) -> None:
    shown = suppressed(table)
    assert set(left_out(shown)) <= others(table, shown)


@given(tables())
@QUICK
def test_no_elimination_gives_a_number_that_was_left_out(table: Counted) -> None:
    assert worked_out(table, suppressed(table)) == set()


@given(tables())
@QUICK
def test_no_total_tells_that_those_left_out_are_few(table: Counted) -> None:
    shown = suppressed(table)
    true = with_totals(table.counts, table)
    for i, row in enumerate(shown.cells):
        if table.across and row[-1] is not None:
            missing = [true[i][j] for j, value in enumerate(row[:-1]) if value is None]
            assert not missing or sum(missing) >= 5
    for j, column in enumerate(zip(*shown.cells, strict=True)):
        if table.down and column[-1] is not None:
            missing = [true[i][j] for i, value in enumerate(column[:-1]) if value is None]
            assert not missing or sum(missing) >= 5


@given(tables(numbers=st.sampled_from([0, 5, 6, 30])))
@QUICK
def test_a_table_without_small_numbers_stays_whole(table: Counted) -> None:
    assert suppressed(table).cells == with_totals(table.counts, table)


@given(tables(sums=(NEITHER,)))
@QUICK
def test_where_nothing_adds_up_only_small_numbers_are_left_out(table: Counted) -> None:
    assert left_out(suppressed(table)) == [
        (i, j) for i, row in enumerate(table.counts) for j, value in enumerate(row) if 0 < value < 5
    ]


def test_the_cheapest_square_is_left_out_with_a_small_number() -> None:
    shown = suppressed(counted(((3, 20, 9), (10, 12, 8), (30, 7, 0)), BOTH))
    assert shown.cells == ((None, 20, None, 32), (None, 12, None, 30), (30, 7, 0, 37), (43, 39, 17, 99))
    assert shown.rows[-1] == "All" and shown.columns[-1] == "Sum"


def test_where_one_direction_adds_up_each_line_stands_for_itself() -> None:
    shown = suppressed(counted(((3, 20, 9), (10, 12, 8), (30, 7, 0)), DOWN))
    assert shown.cells == ((None, 20, 9), (None, 12, 8), (30, 7, 0), (43, 39, 17))


def test_two_small_numbers_need_a_third_where_together_they_are_few() -> None:
    assert suppressed(counted(((1,), (2,), (9,), (30,)), DOWN)).cells == ((None,), (None,), (None,), (30,), (42,))
    assert suppressed(counted(((1,), (4,), (9,), (30,)), DOWN)).cells == ((None,), (None,), (9,), (30,), (44,))


def test_ones_alone_whose_sum_is_their_number_need_a_larger_one() -> None:
    """Five that are left out, and together five: each would be one, for none of them is nobody."""
    shown = suppressed(counted(((1,), (1,), (1,), (1,), (1,), (0,), (9,)), DOWN))
    assert shown.cells == (*(((None,),) * 5), (0,), (None,), (14,))


def test_the_rule_alone_does_not_tell_which_number_was_the_cheapest() -> None:
    """Two numbers that come to eight beside a five: with weights that everybody knew, they could only be four and
    four."""
    fours = suppressed(counted(((5,), (4,), (4,)), DOWN))
    assert fours.cells == ((5,), (None,), (None,), (13,))
    assert fours in [suppressed(counted(((5,), (2,), (6,)), DOWN), seed) for seed in range(20)]


def test_a_small_number_alone_with_zeros_hides_its_total() -> None:
    shown = suppressed(counted(((0,), (3,), (0,)), DOWN))
    assert shown.cells == ((0,), (None,), (0,), (None,))


def test_one_team_is_all_teams() -> None:
    shown = suppressed(counted(((3, 12, 0),), BOTH))
    assert shown.cells == ((None, None, 0, 15), (None, None, 0, 15))


def test_two_zeros_do_not_hide_a_number_between_them() -> None:
    """Were only zeros left out with it in its row and column, it could still be no smaller, and they no larger."""
    table = counted(((4, 0, 50), (0, 60, 0), (70, 0, 80)), BOTH)
    shown = suppressed(table)
    assert set(left_out(shown)) <= others(table, shown)


def test_a_table_of_no_rows() -> None:
    assert suppressed(Counted("some", (), ("One", "Two"), (), "All", "Sum")).cells == ((0, 0, 0),)


MEASURE = Measure("Half took at most", "Column 1", ("3 days", "40 days", "", "12 days"))


def test_a_measure_is_left_out_where_the_number_of_those_it_is_about_is() -> None:
    shown = suppressed(counted(((9, 3), (9, 8), (9, 0)), DOWN, (MEASURE,)))
    assert [row[1] for row in shown.cells] == [None, None, 0, 11]
    assert shown.measures == (("Half took at most", (None, None, "", "12 days")),)


def test_a_measure_of_a_total() -> None:
    ratio = Measure("Ratio", "Sum", ("1.20", "1.30", "1.25", "1.24"))
    shown = suppressed(counted(((1, 1), (9, 8), (20, 9)), BOTH, (ratio,)))
    assert [row[2] for row in shown.cells] == [None, None, 29, 48]
    assert shown.measures == (("Ratio", (None, None, "1.25", "1.24")),)


@pytest.mark.parametrize("sums", [BOTH, DOWN, ACROSS])
def test_all_small_leaves_little(sums: tuple[str, str]) -> None:
    shown = suppressed(counted(((1, 2), (3, 4)), sums))
    assert all(value is None or value >= 5 for row in shown.cells for value in row)
    assert worked_out(counted(((1, 2), (3, 4)), sums), shown) == set()
