"""The shared cache goes on in PostgreSQL while Redis does not answer."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache.backends.redis import RedisCache
from django.core.management import call_command
from django.db import connection
from redis.exceptions import ConnectionError as Refused
from redis.exceptions import TimeoutError as Silent

from portal.shell import steady_cache
from portal.shell.steady_cache import TABLE, SteadyCache

pytestmark = pytest.mark.django_db


class FakeRedis(dict[str, Any]):
    """A Redis that answers, refuses, or is silent."""

    def __init__(self) -> None:
        super().__init__()
        self.trouble: Exception | None = None
        self.asked = 0

    def answering(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def answer(cache: RedisCache, *args: Any) -> Any:
            self.asked += 1
            if self.trouble:
                raise self.trouble
            return method(self, *args)

        return answer


@pytest.fixture
def redis(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeRedis]:
    call_command("createcachetable", TABLE, verbosity=0)
    fake = FakeRedis()
    answers: dict[str, Callable[..., Any]] = {
        "get": lambda kept, key, default, version: kept.get(key, default),
        "set": lambda kept, key, value, *rest: kept.update({key: value}),
        "add": lambda kept, key, value, *rest: kept.setdefault(key, value) is value,
        "delete": lambda kept, key, version: kept.pop(key, None) is not None,
        "incr": lambda kept, key, delta, version: kept.update({key: kept[key] + delta}) or kept[key],
        "has_key": lambda kept, key, version: key in kept,
        "touch": lambda kept, key, *rest: key in kept,
        "clear": lambda kept: kept.clear(),
    }
    for name, method in answers.items():
        monkeypatch.setattr(RedisCache, name, fake.answering(method))
    monkeypatch.setattr(SteadyCache, "away_until", 0.0)
    yield fake


@pytest.fixture
def cache() -> SteadyCache:
    return SteadyCache("redis://127.0.0.1:1/0", {})


def rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {TABLE}")  # noqa: S608
        return int(cursor.fetchone()[0])


def test_redis_is_asked_while_it_answers(redis: FakeRedis, cache: SteadyCache) -> None:
    cache.set("tries", 1)
    assert cache.incr("tries") == 2
    assert cache.get("tries") == redis["tries"] == 2
    assert rows() == 0


@pytest.mark.parametrize("trouble", [Refused("no"), Silent("...")])
def test_the_table_goes_on_counting_while_redis_is_away(
    redis: FakeRedis, cache: SteadyCache, trouble: Exception
) -> None:
    redis.trouble = trouble
    assert cache.add("lock", True, 10) is True
    assert cache.add("lock", True, 10) is False
    cache.set("tries", 3)
    assert cache.incr("tries") == 4
    assert cache.has_key("tries")
    assert cache.touch("tries", 60)
    assert cache.get("tries") == 4
    assert cache.get("nothing", "else") == "else"
    assert cache.delete("lock") is True
    assert rows() == 1
    cache.clear()
    assert rows() == 0


def test_what_does_not_answer_is_left_alone_for_a_while(
    redis: FakeRedis, cache: SteadyCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr(steady_cache.time, "monotonic", lambda: now)
    redis.trouble = Refused("no")
    for _ in range(20):
        cache.get("anything")
    assert redis.asked == 1
    redis.trouble = None
    now += steady_cache.LEFT_ALONE
    cache.set("again", "there")
    assert redis["again"] == "there"


def test_another_error_is_not_hidden(redis: FakeRedis, cache: SteadyCache) -> None:
    redis.trouble = TypeError("ours")
    with pytest.raises(TypeError):
        cache.get("anything")
