"""gunicorn serves the pages. Two workers with four threads each: docs/operations.md says for how many people."""

bind = "unix:/run/in-my-words/pages.sock"
workers = 2
# A thread waits for PostgreSQL or for a slow copy of a plan, and the others go on.
worker_class = "gthread"
threads = 4
timeout = 90
# At a restart, requests that have begun are ended first.
graceful_timeout = 30
# Workers are replaced in turn, so that none grows for ever.
max_requests = 5000
max_requests_jitter = 500
# The portal logs each request itself, without its words.
accesslog = None
errorlog = "-"
loglevel = "warning"
