"""Addresses that editors may type."""

import pytest
from django.core.exceptions import ValidationError

from content.pages.links import validate_link


@pytest.mark.parametrize("address", ["/guidance/", "/", "https://example.org/a", "tel:116123", "mailto:a@example.org"])
def test_safe_addresses_are_taken(address: str) -> None:
    validate_link(address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "//example.org",
        "/\\example.org",
        "http://example.org",
        "guidance",
        "data:text/html,x",
        "/a b",
    ],
)
def test_others_get_a_sentence(address: str) -> None:
    with pytest.raises(ValidationError, match="Start with a slash"):
        validate_link(address)
