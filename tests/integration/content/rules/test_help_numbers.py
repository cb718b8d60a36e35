"""The numbers at the foot of every page."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from content.rules.models import HelpNumbers
from content.rules.queries import help_numbers

pytestmark = pytest.mark.django_db


def test_without_numbers_the_emergency_number_is_still_there(client: Client) -> None:
    page = client.get("/search/").content.decode()
    assert 'href="tel:999"' in page
    assert not HelpNumbers.objects.exists()


def test_every_number_can_be_rung_also_through_relay(client: Client) -> None:
    HelpNumbers.objects.create(council_line="01632 960111", out_of_hours="01632 960222", relay_uk=True)
    page = client.get("/search/").content.decode()
    for address in ("tel:01632960111", "tel:1800101632960111", "tel:01632960222", "tel:18000"):
        assert f'href="{address}"' in page


def test_relay_can_be_left_out(client: Client) -> None:
    HelpNumbers.objects.create(council_line="01632 960111", relay_uk=False)
    assert "Relay UK" not in client.get("/search/").content.decode().split("imw-footer")[1]


def test_they_cost_one_query_and_show_a_change_at_once() -> None:
    numbers = HelpNumbers.objects.create(council_line="01632 960111")
    with CaptureQueriesContext(connection) as found:
        assert help_numbers().council_line == "01632 960111"
    assert len(found) == 1
    numbers.council_line = "01632 960999"
    numbers.save()
    assert help_numbers().council_line == "01632 960999"
