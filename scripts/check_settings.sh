#!/bin/sh
# Django's own checks: on the settings of development, and `--deploy` on those of production.
set -eu
python="$1"
# It needs no database, and says so in a warning.
"$python" -W ignore manage.py makemigrations --check --dry-run --settings=portal.settings.checks
SECRET_KEY="$("$python" -c 'import secrets; print(secrets.token_urlsafe(60))')" \
ALLOWED_HOSTS=plans.example.org DATABASE_URL=postgres://nobody@localhost/nothing \
EMAIL_URL=smtp://localhost:25 REDIS_URL=redis://localhost:6379/0 BASE_URL=https://plans.example.org \
COUNCIL_NAME=Northmoor DEFAULT_FROM_EMAIL=plans@example.org \
    "$python" manage.py check --deploy --fail-level WARNING --settings=portal.settings.production
