"""What the questions to the database ask."""

import re
from pathlib import Path

from community.reports import sql


def test_the_size_of_every_table_that_is_asked_is_known_before() -> None:
    asked = re.findall(r"(?:FROM|JOIN) ((?:planning|portal|content|community)_\w+)", Path(sql.__file__).read_text())
    assert set(asked) == set(sql.TABLES)
