"""Our production settings, on the benchmark's database."""

import json
import os

os.environ.setdefault("SECRET_KEY", "only-for-the-benchmark-and-never-for-people-0123456789")
os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost")
os.environ.setdefault("EMAIL_URL", "smtp://localhost:25")
os.environ.setdefault("COUNCIL_NAME", "Northmoor Council")
os.environ.setdefault("DEFAULT_FROM_EMAIL", "plans@example.org")
os.environ.setdefault("BASE_URL", "https://plans.example.org")
# One process serves: what processes share is in its database.
os.environ.setdefault("REDIS_URL", "")
os.environ["DATABASE_URL"] = os.environ.get("DATABASE_URL") or "postgres://nobody@localhost/nothing"

from portal.settings.production import *

# Daphne closes a connection after each use, gunicorn keeps it: see docs/operations.md.
_age = int(os.environ.get("CONN_MAX_AGE", "0"))
DATABASES = {"default": {**json.loads(os.environ["BENCH_DATABASE"]), "CONN_MAX_AGE": _age}}
