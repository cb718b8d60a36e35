import pytest

from portal.notifications.enums import Kind


@pytest.mark.parametrize("kind", list(Kind))
def test_a_kind_is_one_sentence_that_could_be_about_anybody(kind: Kind) -> None:
    assert kind.label.endswith(".")
    assert kind.label.count(".") == 1
    assert "{" not in kind.label
    assert "%" not in kind.label
