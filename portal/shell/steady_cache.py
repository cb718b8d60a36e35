"""The shared cache: Redis, and a table in PostgreSQL for as long as Redis does not answer.

See docs/decisions/0009-when-redis-is-away.md.
"""

import logging
import time
from collections.abc import Callable
from typing import Any, ClassVar

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger("imw.cache")

TABLE = "portal_cache"
# What Redis has not answered by then, the table is asked.
PATIENCE = 1.0
# Seconds for which Redis is left alone after that, so that not every visitor waits for it.
LEFT_ALONE = 5.0


class SteadyCache(BaseCache):
    """Counts tries at signing in, and remembers what can be made again. LOCATION is the address of Redis."""

    # Of the whole process: each thread has an instance of its own.
    away_until: ClassVar[float] = 0.0

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        once = {
            "socket_timeout": PATIENCE,
            "socket_connect_timeout": PATIENCE,
            "retry": Retry(NoBackoff(), 0),
            "health_check_interval": 30,
        }
        self._redis = RedisCache(server, {**params, "OPTIONS": once})
        self._table = DatabaseCache(TABLE, {**params, "OPTIONS": {"MAX_ENTRIES": 10_000}})

    def add(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep it unless something is kept under this key; whether it was."""
        return bool(self._ask(lambda cache: cache.add(key, value, timeout, version)))

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """What is kept."""
        return self._ask(lambda cache: cache.get(key, default, version))

    def set(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep it."""
        self._ask(lambda cache: cache.set(key, value, timeout, version))

    def touch(self, key: str, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep it for longer; whether it was there."""
        return bool(self._ask(lambda cache: cache.touch(key, timeout, version)))

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget it; whether it was there."""
        return bool(self._ask(lambda cache: cache.delete(key, version)))

    def has_key(self, key: str, version: int | None = None) -> bool:
        """Whether something is kept."""
        return bool(self._ask(lambda cache: cache.has_key(key, version)))

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Count up. Raises ValueError where nothing is kept."""
        return int(self._ask(lambda cache: cache.incr(key, delta, version)))

    def clear(self) -> None:
        """Forget everything, in both places."""
        self._ask(lambda cache: cache.clear())
        self._table.clear()

    def close(self, **kwargs: Any) -> None:
        """A request has ended."""
        self._redis.close(**kwargs)
        self._table.close(**kwargs)

    def _ask(self, question: Callable[[BaseCache], Any]) -> Any:
        if time.monotonic() >= SteadyCache.away_until:
            try:
                return question(self._redis)
            except RedisError:
                SteadyCache.away_until = time.monotonic() + LEFT_ALONE
                logger.warning("Redis does not answer: the table is used")
        return question(self._table)
