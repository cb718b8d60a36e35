"""A council with so many people and the year behind them, its figures, and the page on which managers read them."""

import json
import statistics
import time

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from community.reports.models import Report
from community.reports.services import make_report
from content.questions.queries import latest_version
from portal.accounts.enums import Role
from portal.accounts.models import Team, User

PAGE = "/team/figures/"
TEAMS, WORKERS, TIMES = 20, 200, 40
# From here on ids are those of the rows below; the accounts that signed in stand before.
PERSON, WORKER = 1_000_000, 900_000

# Lives in days before today: assessed up to two years ago, and most of them some steps further. Each step is written
# where somebody came so far (`far`: 0 to 1).
LIVES = f"""
    CREATE TABLE bench_life AS
    SELECT n, {PERSON} + n AS id, {WORKER} + (mod(n, {WORKERS})) AS worker, far, chance, amount,
        assessed, assessed + (b * 30)::int AS figured, assessed + (b * 30 + c * 20)::int AS planned,
        assessed + (b * 30 + c * 20 + d * 60)::int AS sent,
        assessed + (b * 30 + c * 20 + d * 60 + e * 40)::int AS decided,
        assessed + (b * 30 + c * 20 + d * 60 + e * 40 + b * 30)::int AS paid
    FROM (
        SELECT n, random() AS far, random() AS chance, (50 + random() * 400)::numeric(9, 2) AS amount,
            current_date - (90 + random() * 700)::int AS assessed,
            random() AS b, random() AS c, random() AS d, random() AS e
        FROM generate_series(1, %(number)s) AS n
    ) AS drawn
"""
USER = """
    INSERT INTO portal_user (id, password, is_superuser, uuid, email, full_name, known_as, role, team_id, portrait,
        working_days, reply_within_days, safe_email, plain_letters, is_active, is_staff, date_joined)
"""
OF_USER = "'', '[]', 2, '', false, true, false, now()"
# v1 was refused for a seventh, and v2 agreed for half of these.
REFUSED, AGAIN = "chance < 0.15", "chance < 0.08"
SIGN_OFF = """
    INSERT INTO planning_signoff (id, uuid, version_id, state, since, weekly, once, counts, unclear, open_to_others)
"""
VERSION = """
    INSERT INTO planning_version (id, document_id, number, why, name, kept_at, kept_by_id, sent_to_id, snapshot)
"""
DECISION = """
    INSERT INTO planning_decision (id, uuid, sign_off_id, outcome, reason, words, decided_by_id, decided_at, limit_id,
        panel_on)
"""
FINAL = """
    INSERT INTO planning_finalbudget (id, decision_id, person_id, indicative_id, indicative_weekly, planned_weekly,
        planned_once, weekly, once, yearly, ratio, difference)
    SELECT {id}, {id}, id, n, first, amount, 0, final, 0, final * 52, round(greatest(first, final) /
        least(first, final), 4), final - first
    FROM (SELECT *, round(amount * (0.7 + far / 2)::numeric, 2) AS first, CASE WHEN mod(n, 10) = 0 THEN amount - 5
        ELSE amount END AS final FROM bench_life) AS life
"""
LINE = "md5('line' || n || '.' || place)::uuid"
STEPS = (
    USER
    + f"""SELECT {WORKER} + n, '', false, gen_random_uuid(), 'worker' || n || '@example.org', 'Worker ' || n,
        'Worker', 'social_worker', (SELECT min(id) FROM portal_team) + mod(n, {TEAMS}), {OF_USER}
        FROM generate_series(0, {WORKERS} - 1) AS n""",
    USER
    + f"""SELECT id, '', false, gen_random_uuid(), 'person' || n || '@example.org', 'Person ' || n, 'Person',
        'person', NULL, {OF_USER} FROM bench_life""",
    """INSERT INTO portal_allocation (person_id, worker_id, starts_at)
        SELECT id, worker, assessed - 30 FROM bench_life WHERE mod(n, 25) > 0""",
    """INSERT INTO planning_assessment (person_id, assessed_on, needs, eligibility, recorded_by_id, recorded_at)
        SELECT id, assessed, '', '{}'::jsonb, worker, assessed FROM bench_life WHERE far > 0.05
        UNION ALL SELECT id, decided + 300, '', '{}'::jsonb, worker, decided + 300 FROM bench_life
        WHERE far > 0.7 AND decided + 300 < current_date""",
    """INSERT INTO planning_indicativebudget (id, person_id, weekly, set_by_id, set_at)
        SELECT n, id, round(amount * (0.7 + far / 2)::numeric, 2), worker, figured FROM bench_life WHERE far > 0.1""",
    """INSERT INTO planning_document (id, uuid, owner_id, question_set_version_id, title, created_at, last_step)
        SELECT n, gen_random_uuid(), id, %(questions)s, 'My plan', planned, '' FROM bench_life WHERE far > 0.2""",
    """INSERT INTO planning_planningroute (document_id, route, chosen_at)
        SELECT n, (ARRAY['alone', 'pointers', 'family', 'helper', 'worker'])[1 + mod(n, 5)], planned FROM bench_life
        WHERE far > 0.2 AND mod(n, 3) > 0""",
    VERSION + """SELECT n, n, 1, 'sent', '', sent, id, worker, '{}' FROM bench_life WHERE far > 0.3""",
    VERSION
    + f"""SELECT n + 10000000, n, 2, 'sent', '', decided + 10, id, worker, '{{}}' FROM bench_life
        WHERE far > 0.4 AND {AGAIN}""",
    SIGN_OFF + """SELECT id, gen_random_uuid(), id, 'agreed', kept_at, 200, 0, 200, 0, false FROM planning_version""",
    f"""INSERT INTO planning_sentline (sign_off_id, position, question_id, entry_id, weekly, outcome)
        SELECT version.id, place, md5('costs')::uuid, {LINE}, life.amount / 4,
            (ARRAY['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', ''])[1 + mod(n + place, 11)]
        FROM bench_life life JOIN planning_version version ON version.document_id = n
        CROSS JOIN generate_series(1, 4) AS place WHERE version.number = 1 OR place < 4""",
    DECISION
    + f"""SELECT n, gen_random_uuid(), n, CASE WHEN {REFUSED} THEN 'refused' ELSE 'agreed' END,
        CASE WHEN {REFUSED} THEN (ARRAY['not_safe', 'another_way', 'costs_unclear'])[1 + mod(n, 3)] ELSE '' END, 'So.',
        worker, decided, CASE WHEN NOT {REFUSED} AND mod(n, 2) = 0 THEN 1 END,
        CASE WHEN mod(n, 6) = 1 THEN decided END FROM bench_life WHERE far > 0.4""",
    DECISION
    + f"""SELECT n + 10000000, gen_random_uuid(), n + 10000000, 'agreed', '', 'So.', worker, decided + 20,
        NULL::bigint, NULL::date FROM bench_life WHERE far > 0.4 AND {AGAIN}""",
    FINAL.format(id="n") + f"WHERE far > 0.4 AND NOT {REFUSED}",
    FINAL.format(id="n + 10000000") + f"WHERE far > 0.4 AND {AGAIN}",
    f"""INSERT INTO planning_finalline (final_id, position, question_id, entry_id, what_for, how, weekly)
        SELECT final.id, place, md5('costs')::uuid, {LINE}, 'My PA', '', life.amount / 4
        FROM planning_finalbudget final JOIN bench_life life ON life.id = final.person_id
        CROSS JOIN generate_series(1, 4) AS place WHERE final.id < 10000000 OR place < 4""",
    """INSERT INTO planning_budgetdifference (final_id, position, step, reason, words, weekly)
        SELECT id, 1, 'to_planned', (ARRAY['first_figure', 'needs_changed', 'prices', 'others_help',
            'persons_choice'])[1 + mod(id, 5)], 'So.', planned_weekly - indicative_weekly FROM planning_finalbudget
        UNION ALL SELECT id, 2, 'to_final', (ARRAY['not_allowed', 'others_help'])[1 + mod(id / 10, 2)], 'So.', -5
        FROM planning_finalbudget WHERE weekly < planned_weekly""",
    """INSERT INTO planning_agreement (version_id, agreed_at, agreed_by_id)
        SELECT sign_off_id, decided_at, decided_by_id FROM planning_decision WHERE outcome = 'agreed'""",
    """INSERT INTO planning_challenge (uuid, decision_id, words, made_by_id, made_at, answer_by, outcome, answer)
        SELECT gen_random_uuid(), id, 'Look again.', decided_by_id, decided_at + interval '5 days', current_date, '', ''
        FROM planning_decision WHERE outcome = 'refused' AND mod(id, 3) = 0""",
    """INSERT INTO planning_firstpayment (person_id, paid_on, recorded_by_id, recorded_at)
        SELECT id, paid, worker, paid FROM bench_life WHERE far > 0.6 AND mod(n, 2) = 0""",
    """INSERT INTO planning_moneydiary (id, uuid, person_id, title, begins_on, comes_every, begun_by_id, begun_at)
        SELECT n, gen_random_uuid(), id, 'My money', paid, '', id, paid FROM bench_life WHERE far > 0.6""",
    """INSERT INTO planning_entry (uuid, diary_id, day, direction, amount, what_for, note, line_words, created_by_id,
            created_at, changed_by_id, changed_at)
        SELECT gen_random_uuid(), n, paid + 15 * place, CASE mod(place, 2) WHEN 0 THEN 'in' ELSE 'out' END, 10, 'My PA',
            '', '', id, paid, id, paid FROM bench_life CROSS JOIN generate_series(1, 24) AS place WHERE far > 0.6""",
    """INSERT INTO planning_spendingquestion (id, uuid, person_id, asked_by_id, asked_at, answer_by, words, line_words)
        SELECT n, gen_random_uuid(), id, id, decided, decided, 'A taxi?', '' FROM bench_life
        WHERE far > 0.4 AND mod(n, 3) = 0""",
    """INSERT INTO planning_spendinganswer (id, uuid, question_id, said, words, answered_by_id, answered_at, state,
            given_at, ended_why)
        SELECT n, gen_random_uuid(), n, 'yes', '', worker, decided + 2, 'given', decided + 2, '' FROM bench_life
        WHERE far > 0.4 AND mod(n, 3) = 0""",
    """INSERT INTO planning_spendingconflict (uuid, answer_id, flagged_at, outcome, settled_at, settled_by_id, reason)
        SELECT gen_random_uuid(), id, given_at, 'both', given_at, answered_by_id, 'So.'
        FROM planning_spendinganswer WHERE mod(id, 30) = 0""",
)


def main(number: int) -> None:
    """So many people, and the figures of their year. Prints how many seconds making the figures took."""
    call_command("seed_question_sets", verbosity=0)
    Team.objects.bulk_create(Team(name=f"Team {place + 1:02}") for place in range(TEAMS))
    questions = latest_version("support_plan")
    assert questions  # noqa: S101
    with transaction.atomic(), connection.cursor() as cursor:
        # So many rows at once: nothing of what the database checks row by row.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SELECT setseed(0.5)")
        for step in (LIVES, *STEPS):
            cursor.execute(step, {"number": number, "questions": questions.pk})
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    Report.objects.all().delete()
    began = time.perf_counter()
    make_report(at=timezone.now())
    print(json.dumps({"seconds": time.perf_counter() - began}))


def ask() -> None:
    """Prints the slow time (p95) of the page, in milliseconds."""
    manager = User.objects.filter(role=Role.TEAM_MANAGER).first() or User.objects.create_user(
        "morag@example.org", known_as="Morag", role=Role.TEAM_MANAGER, team=Team.objects.first()
    )
    client = _signed_in(manager)
    took = []
    for _ in range(TIMES + 1):
        began = time.perf_counter()
        answer = client.get(PAGE, secure=True)
        took.append((time.perf_counter() - began) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{PAGE}: {answer.status_code}")
    # The first round fills caches.
    print(json.dumps({"p95": statistics.quantiles(took[1:], n=20)[-1]}))


def _signed_in(manager: User) -> Client:
    from allauth.mfa.models import Authenticator

    client = Client(HTTP_HOST="localhost", headers={"x-forwarded-proto": "https"})
    client.force_login(manager)
    Authenticator.objects.get_or_create(user=manager, type=Authenticator.Type.TOTP, defaults={"data": {"secret": ""}})
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
    session["account_authentication_methods_user"] = str(manager.pk)
    session.save()
    return client
