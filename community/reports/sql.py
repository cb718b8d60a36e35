"""What is counted, as questions to the database. Constants: nothing that anybody typed is ever part of them.

Each gives one row for each thing that happened: `person_id`, `which` (the column it is counted in), `at`, `tie` (of two
things in one moment the greater is the later), and `value` where half of the values are asked for. They know
%(since)s and %(until)s, the first and the last day; %(begins)s and %(ends)s, the first moment and the first one after
it; and %(zone)s, where days begin and end.
"""

# Every table that is asked.
TABLES = (
    "content_questionsetversion",
    "planning_agreement",
    "planning_assessment",
    "planning_budgetdifference",
    "planning_challenge",
    "planning_decision",
    "planning_directplan",
    "planning_document",
    "planning_entry",
    "planning_finalbudget",
    "planning_finalline",
    "planning_firstpayment",
    "planning_indicativebudget",
    "planning_moneydiary",
    "planning_planningroute",
    "planning_sentline",
    "planning_signoff",
    "planning_spendinganswer",
    "planning_spendingconflict",
    "planning_spendingquestion",
    "planning_version",
    "portal_allocation",
    "portal_team",
    "portal_user",
)

# The person of a version, from `planning_version version`.
OWNER = "JOIN planning_document document ON document.id = version.document_id"
# From `planning_decision decision` to the person.
DECIDED_OF = f"""
    JOIN planning_signoff sign_off ON sign_off.id = decision.sign_off_id
    JOIN planning_version version ON version.id = sign_off.version_id
    {OWNER}
"""
DECIDED_NOW = "decision.decided_at >= %(begins)s AND decision.decided_at < %(ends)s"
FINAL_NOW = f"JOIN planning_decision decision ON decision.id = final.decision_id AND {DECIDED_NOW}"
# Where one of two figures is nothing at all, they are further apart than any number says.
RATIO = """CASE WHEN final.ratio IS NOT NULL THEN final.ratio
        WHEN final.difference = 0 THEN 1 ELSE 'Infinity'::numeric END"""
# The questions of documents that are plans: their long definitions are opened once, and not for each document.
IS_PLAN = """document.question_set_version_id IN (
        SELECT id FROM content_questionsetversion WHERE definition -> 'plan' = 'true'::jsonb)"""

DRIFT = f"""
    SELECT final.person_id,
        CASE sign(final.difference) WHEN 1 THEN 'higher' WHEN 0 THEN 'same' ELSE 'lower' END AS which,
        decision.decided_at AS at, final.id AS tie, {RATIO} AS value
    FROM planning_finalbudget final {FINAL_NOW}
    WHERE final.indicative_id IS NOT NULL
"""

DIFFERENCES = f"""
    SELECT final.person_id, part.reason AS which, decision.decided_at AS at, final.id AS tie
    FROM planning_budgetdifference part
    JOIN planning_finalbudget final ON final.id = part.final_id {FINAL_NOW}
    WHERE part.step =
"""
REASONS = f"{DIFFERENCES} 'to_planned'"
CHANGED_WHY = f"{DIFFERENCES} 'to_final'"

# A yes alone: were each no counted here, too, this less the final budgets would tell how many got one in a team where
# that is left out.
SIGNED_OFF = f"""
    SELECT document.owner_id AS person_id,
        CASE WHEN decision.limit_id IS NOT NULL THEN 'worker' WHEN decision.panel_on IS NOT NULL THEN 'panel'
            ELSE 'manager' END AS which,
        decision.decided_at AS at, decision.id AS tie
    FROM planning_decision decision {DECIDED_OF}
    WHERE decision.after_id IS NULL AND decision.outcome = 'agreed' AND {DECIDED_NOW}
"""

REFUSED = f"""
    SELECT document.owner_id AS person_id, decision.reason AS which, decision.decided_at AS at, decision.id AS tie
    FROM planning_decision decision {DECIDED_OF}
    WHERE decision.outcome = 'refused' AND {DECIDED_NOW}
"""

OVERTURNED = f"""
    SELECT final.person_id, 'changed' AS which, decision.decided_at AS at, final.id AS tie
    FROM planning_finalbudget final {FINAL_NOW}
    WHERE (final.weekly, final.once) <> (final.planned_weekly, final.planned_once)
    UNION ALL
    SELECT document.owner_id, 'challenged', challenge.made_at, challenge.id
    FROM planning_challenge challenge
    JOIN planning_decision decision ON decision.id = challenge.decision_id {DECIDED_OF}
    WHERE challenge.made_at >= %(begins)s AND challenge.made_at < %(ends)s
    UNION ALL
    SELECT document.owner_id, 'again', decision.decided_at, decision.id
    FROM planning_decision decision {DECIDED_OF}
    WHERE decision.after_id IS NOT NULL AND {DECIDED_NOW}
"""

# The clock of planning.clock.queries and .stages for everybody at once, and for each round: one begins with the first
# assessment after a plan was agreed. What came after the period is not known yet.
DAYS = f"""
    WITH happened AS MATERIALIZED (
        SELECT person_id, 1 AS place, assessed_on AS day FROM planning_assessment WHERE assessed_on <= %(until)s
        UNION ALL
        SELECT person_id, 2, (set_at AT TIME ZONE %(zone)s)::date
        FROM planning_indicativebudget WHERE set_at < %(ends)s
        UNION ALL
        SELECT document.owner_id, 3, (document.created_at AT TIME ZONE %(zone)s)::date
        FROM planning_document document
        WHERE document.deleted_at IS NULL AND document.created_at < %(ends)s AND {IS_PLAN}
        UNION ALL
        SELECT document.owner_id, 4, (version.kept_at AT TIME ZONE %(zone)s)::date
        FROM planning_version version {OWNER}
        WHERE version.why = 'sent' AND version.kept_at < %(ends)s
        UNION ALL
        SELECT document.owner_id, 5, (agreement.agreed_at AT TIME ZONE %(zone)s)::date
        FROM planning_agreement agreement
        JOIN planning_version version ON version.id = agreement.version_id {OWNER}
        WHERE agreement.agreed_at < %(ends)s
    ), beginnings AS (
        SELECT DISTINCT person_id, '-infinity'::date AS starts FROM happened
        UNION
        SELECT agreed.person_id, anew.day
        FROM happened agreed
        CROSS JOIN LATERAL (
            SELECT min(assessment.assessed_on) AS day FROM planning_assessment assessment
            WHERE assessment.person_id = agreed.person_id
                AND assessment.assessed_on > agreed.day AND assessment.assessed_on <= %(until)s
        ) anew
        WHERE agreed.place = 5 AND anew.day IS NOT NULL
    ), rounds AS (
        SELECT person_id, starts,
            lead(starts, 1, 'infinity'::date) OVER (PARTITION BY person_id ORDER BY starts) AS following
        FROM beginnings
    ), reached AS MATERIALIZED (
        SELECT rounds.person_id, rounds.starts, rounds.following, happened.place, min(happened.day) AS day
        FROM rounds JOIN happened ON happened.person_id = rounds.person_id
            AND happened.day >= rounds.starts AND happened.day < rounds.following
        GROUP BY rounds.person_id, rounds.starts, rounds.following, happened.place
    ), paid AS (
        SELECT agreed.person_id, agreed.starts, coalesce(dated.day, came.day) AS day
        FROM reached agreed
        LEFT JOIN LATERAL (
            SELECT min(payment.paid_on) AS day FROM planning_firstpayment payment
            WHERE payment.person_id = agreed.person_id AND payment.paid_on >= agreed.day
                AND payment.paid_on < agreed.following AND payment.paid_on <= %(until)s
        ) dated ON true
        LEFT JOIN LATERAL (
            SELECT min(entry.day) AS day FROM planning_moneydiary diary
            JOIN planning_entry entry ON entry.diary_id = diary.id
            WHERE dated.day IS NULL AND diary.person_id = agreed.person_id
                AND entry.direction = 'in' AND entry.deleted_at IS NULL
                AND entry.day >= agreed.day AND entry.day < agreed.following AND entry.day <= %(until)s
        ) came ON true
        WHERE agreed.place = 5
    ), everything AS (
        SELECT person_id, starts, place, day FROM reached
        UNION ALL
        SELECT person_id, starts, 6, day FROM paid WHERE day IS NOT NULL
    ), counted AS (
        SELECT person_id, starts, place,
            max(day) OVER (PARTITION BY person_id, starts ORDER BY place) AS day
        FROM everything
    ), stretches AS (
        SELECT person_id, place, day, lead(day) OVER (PARTITION BY person_id, starts ORDER BY place) AS over
        FROM counted
    )
    SELECT person_id,
        (ARRAY['assessed', 'indicative', 'planning', 'sent', 'decided'])[place] AS which,
        (over + 1)::timestamp AT TIME ZONE %(zone)s - interval '1 microsecond' AS at,
        place AS tie, (over - day)::numeric AS value
    FROM stretches
    WHERE over >= %(since)s AND over <= %(until)s
"""

TAKE_UP = f"""
    SELECT held.person_id,
        CASE
            WHEN EXISTS (
                SELECT 1 FROM planning_agreement agreement
                JOIN planning_version version ON version.id = agreement.version_id {OWNER}
                WHERE document.owner_id = held.person_id AND agreement.agreed_at < %(ends)s
            ) THEN CASE
                WHEN EXISTS (
                    SELECT 1 FROM planning_firstpayment payment
                    WHERE payment.person_id = held.person_id AND payment.paid_on <= %(until)s
                ) OR EXISTS (
                    SELECT 1 FROM planning_agreement agreement
                    JOIN planning_version version ON version.id = agreement.version_id {OWNER}
                    JOIN planning_moneydiary diary ON diary.person_id = held.person_id
                    JOIN planning_entry entry ON entry.diary_id = diary.id
                    WHERE document.owner_id = held.person_id AND entry.direction = 'in'
                        AND entry.deleted_at IS NULL AND entry.day <= %(until)s
                        AND entry.day >= (agreement.agreed_at AT TIME ZONE %(zone)s)::date
                ) THEN 'paid' ELSE 'agreed' END
            WHEN EXISTS (
                SELECT 1 FROM planning_version version {OWNER}
                WHERE document.owner_id = held.person_id AND version.why = 'sent' AND version.kept_at < %(ends)s
            ) THEN 'sent'
            WHEN EXISTS (
                SELECT 1 FROM planning_document document
                WHERE document.owner_id = held.person_id AND document.deleted_at IS NULL
                    AND document.created_at < %(ends)s AND {IS_PLAN}
            ) THEN 'planning'
            WHEN EXISTS (
                SELECT 1 FROM planning_indicativebudget figure
                WHERE figure.person_id = held.person_id AND figure.set_at < %(ends)s
            ) THEN 'indicative'
            ELSE 'nothing'
        END AS which,
        %(ends)s::timestamptz - interval '1 microsecond' AS at, held.id AS tie
    FROM portal_allocation held
    WHERE held.starts_at < %(ends)s AND (held.ends_at IS NULL OR held.ends_at >= %(ends)s)
"""

WHO_WROTE = """
    SELECT document.owner_id AS person_id, coalesce(way.route, 'unsaid') AS which, sent.at, sent.id AS tie
    FROM (
        SELECT document_id, min(kept_at) AS at, min(id) AS id
        FROM planning_version WHERE why = 'sent' GROUP BY document_id
    ) sent
    JOIN planning_document document ON document.id = sent.document_id
    LEFT JOIN planning_planningroute way ON way.document_id = document.id
    WHERE sent.at >= %(begins)s AND sent.at < %(ends)s
    UNION ALL
    SELECT plan.person_id, 'direct', plan.shown_at, plan.id
    FROM planning_directplan plan
    WHERE plan.shown_at >= %(begins)s AND plan.shown_at < %(ends)s
"""

ANSWERS = """
    SELECT question.person_id, 'given' AS which, answer.given_at AS at, answer.id AS tie
    FROM planning_spendinganswer answer
    JOIN planning_spendingquestion question ON question.id = answer.question_id
    WHERE answer.given_at >= %(begins)s AND answer.given_at < %(ends)s
    UNION ALL
    SELECT question.person_id, 'conflict', conflict.flagged_at, conflict.id
    FROM planning_spendingconflict conflict
    JOIN planning_spendinganswer answer ON answer.id = conflict.answer_id
    JOIN planning_spendingquestion question ON question.id = answer.question_id
    WHERE conflict.flagged_at >= %(begins)s AND conflict.flagged_at < %(ends)s
    UNION ALL
    SELECT question.person_id, 'settled', conflict.settled_at, conflict.id
    FROM planning_spendingconflict conflict
    JOIN planning_spendinganswer answer ON answer.id = conflict.answer_id
    JOIN planning_spendingquestion question ON question.id = answer.question_id
    WHERE conflict.settled_at >= %(begins)s AND conflict.settled_at < %(ends)s
        AND conflict.outcome IN ('earlier', 'new', 'both')
"""

# Why a final budget is lower than the plan, where that leaves something unpaid. Other help, other prices, changed needs
# and the person's own choice leave nothing open.
LEFT_UNPAID = "('first_figure', 'not_allowed', 'backup', 'other')"

# What was asked for: each cost in any version of the plan that was sent, until the one that was decided last; its
# newest amount, for a year of 52 weeks. What is paid: the line of the final budget that counts at the end of the
# period. A plan that was never agreed is left out where another one of the same person was agreed later.
UNMET = f"""
    WITH decided AS (
        SELECT version.document_id, document.owner_id AS person_id, max(version.number) AS newest,
            max(decision.decided_at) AS at
        FROM planning_decision decision {DECIDED_OF}
        WHERE {DECIDED_NOW}
        GROUP BY version.document_id, document.owner_id
    ), agreed AS (
        SELECT DISTINCT ON (version.document_id) version.document_id, final.id,
            EXISTS (
                SELECT 1 FROM planning_budgetdifference part
                WHERE part.final_id = final.id AND part.step = 'to_final' AND part.reason IN {LEFT_UNPAID}
                    AND (part.weekly < 0 OR part.once < 0)
            ) AS cut,
            final.weekly = 0 AND final.once = 0 AS nothing
        FROM planning_finalbudget final
        JOIN planning_decision decision ON decision.id = final.decision_id {DECIDED_OF}
        WHERE decision.decided_at < %(ends)s
        ORDER BY version.document_id, decision.decided_at DESC, final.id DESC
    ), plans AS (
        SELECT decided.document_id, decided.person_id, decided.newest, agreed.id AS final_id,
            coalesce(agreed.cut, false) AS cut, coalesce(agreed.cut AND agreed.nothing, false) AS nothing
        FROM decided LEFT JOIN agreed ON agreed.document_id = decided.document_id
        WHERE agreed.id IS NOT NULL OR NOT EXISTS (
            SELECT 1 FROM planning_finalbudget later
            JOIN planning_decision decision ON decision.id = later.decision_id
            WHERE later.person_id = decided.person_id
                AND decision.decided_at > decided.at AND decision.decided_at < %(ends)s
        )
    ), asked AS (
        SELECT DISTINCT ON (plans.document_id, line.question_id, line.entry_id)
            plans.person_id, plans.final_id, plans.cut, plans.nothing, line.question_id, line.entry_id, line.outcome,
            coalesce(line.weekly, 0) * 52 + coalesce(line.once, 0) AS amount
        FROM plans
        JOIN planning_version version ON version.document_id = plans.document_id AND version.number <= plans.newest
        JOIN planning_signoff sign_off ON sign_off.version_id = version.id
        JOIN planning_sentline line ON line.sign_off_id = sign_off.id
        ORDER BY plans.document_id, line.question_id, line.entry_id, version.number DESC, line.position
    ), met AS (
        SELECT asked.person_id, asked.outcome, asked.cut, asked.amount,
            CASE WHEN asked.nothing THEN 0
                ELSE least(asked.amount, coalesce(paid.weekly, 0) * 52 + coalesce(paid.once, 0)) END AS paid
        FROM asked LEFT JOIN planning_finalline paid ON paid.final_id = asked.final_id
            AND paid.question_id = asked.question_id AND paid.entry_id = asked.entry_id
        WHERE asked.amount > 0
    ), people AS (
        SELECT met.person_id, met.outcome,
            CASE WHEN sum(met.paid) = 0 THEN 'not'
                WHEN sum(met.paid) < sum(met.amount) OR bool_or(met.cut AND met.paid > 0) THEN 'part'
                ELSE 'paid' END AS which
        FROM met
        JOIN portal_user person ON person.id = met.person_id AND person.role = 'person'
        GROUP BY met.person_id, met.outcome
    )
    SELECT outcome, which, count(*) FROM people GROUP BY outcome, which
"""

# How what happened becomes a table: each person once (and once for each column where somebody may be in several), by
# the last thing that happened; in the team in which their named social worker was at that moment.
BY_TEAM = """
    WITH happened AS ({happened}), once AS (
        SELECT DISTINCT ON ({once_for}) * FROM happened ORDER BY {once_for}, at DESC, tie DESC
    )
    SELECT grouping(team.name) = 0 AS of_team, team.name, grouping(once.which) = 0 AS of_column, once.which,
        count(*), {half}
    FROM once
    JOIN portal_user person ON person.id = once.person_id AND person.role = 'person'
    LEFT JOIN portal_allocation held ON held.person_id = once.person_id
        AND held.starts_at <= once.at AND (held.ends_at IS NULL OR held.ends_at > once.at)
    LEFT JOIN portal_user worker ON worker.id = held.worker_id
    LEFT JOIN portal_team team ON team.id = worker.team_id
    GROUP BY GROUPING SETS ((team.name, once.which), (team.name), (once.which), ())
"""
# Of an even number the lower of the two in the middle, so that it is always a value that was there.
HALF = "percentile_disc(0.5) WITHIN GROUP (ORDER BY once.value)"


def by_team(happened: str, *, one_column: bool, half: bool = False) -> str:
    """The question for a whole table. one_column: whether somebody is in one column only, so that these add up."""
    once_for = "person_id" if one_column else "person_id, which"
    return BY_TEAM.format(happened=happened, once_for=once_for, half=HALF if half else "NULL::numeric")
