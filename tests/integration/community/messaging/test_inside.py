"""Who can see a thread, in words."""

from datetime import datetime, timedelta

from community.messaging.inside import inside_of
from portal.relationships.models import Cover
from tests.factories.community import thread_of
from tests.personas import Cast


def test_a_colleague_who_stands_in_twice_is_named_once(cast: Cast, now: datetime) -> None:
    Cover.objects.all().delete()
    for weeks in (1, 3):
        starts_at = now + timedelta(weeks=weeks)
        Cover.objects.create(
            worker=cast.sunita, cover=cast.ben, starts_at=starts_at, ends_at=starts_at + timedelta(days=5)
        )
    inside = inside_of(thread_of(cast.maureen, now), at=now)
    assert inside.who_sees(cast.maureen) == "You and Sunita can see this. Ben can when Sunita is away."
