"""Who may open and do what, of Maureen's things: one rule for each address of ours."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from tests.access.world import World
from tests.factories.content import default_definition, question_id

ANYBODY = frozenset(
    {
        "",
        "maureen",
        "beth",
        "jan",
        "sunita",
        "ben",
        "hana",
        "amira",
        "ruth",
        "morag",
        "ed",
        "pat",
        "dee",
        "nadia",
        "nils",
        "clare",
        "colm",
        "leo",
        "lyn",
        "wes",
    }
)
SIGNED_IN = ANYBODY - {""}
PERSONS = frozenset({"maureen", "beth", "jan", "amira", "ruth", "clare", "colm"})
WORKERS = frozenset({"sunita", "ben", "hana", "nadia", "nils"})
OWNER = frozenset({"maureen"})
# Clare acts in her place, as a manager recorded it: she also decides who sees what is not kept back. Colm did before.
DECIDE = OWNER | {"clare"}
WRITERS = DECIDE | {"jan"}
# Leo helps her: he reads, comments and suggests. Lyn's help ran out, and she ended that of Wes.
READERS = WRITERS | {"beth", "sunita", "ben", "leo"}
# Nadia has opened Maureen's record in an emergency: she reads, and no more. The hour of Nils is over; Hana has none.
SEES = READERS | {"nadia"}
HER_WORKERS = frozenset({"sunita", "ben"})
# What she sent: who looks after her money reads what was decided, her workers and their manager decide.
SEES_SENT = frozenset({"maureen", "jan", "clare", "sunita", "ben", "nadia", "morag"})
# Maureen's thread with her social worker.
IN_THREAD = OWNER | HER_WORKERS
# Jan looks after her money, and so does Clare, whose authority is about money, too.
MONEY = frozenset({"maureen", "jan", "clare"})
SHARED_MONEY = MONEY | HER_WORKERS
# Another one, with Beth, without a social worker.
IN_FAMILY = frozenset({"maureen", "beth"})
# Who may type in from paper: those with a tick to suggest or to write.
TYPISTS = READERS - OWNER
# Who is told when things are bad for her: those who act for her, and their manager.
TOLD = OWNER | HER_WORKERS | {"morag"}
MANAGERS = frozenset({"morag"})
SUNITA = frozenset({"sunita"})
# Maureen let Beth read what Sunita wrote for her, and Jan write down what she says to it.
# Clare’s authority is about health and welfare, so she reads it and writes down, too.
PLAN_READERS = READERS - {"leo"}
VOLUNTEERS = frozenset({"pat", "leo", "lyn", "wes"})
LEO = frozenset({"leo"})
NOBODY: frozenset[str] = frozenset()
# Questions to others: people and volunteers, and Dee, who moderates. Nobody of the council.
READS = PERSONS | VOLUNTEERS | {"dee"}
# In Maureen's circle, with or without anything that is shared with them.
HELPERS = frozenset({"beth", "jan", "clare", "colm"})
COORDINATOR = frozenset({"dee"})
# Pat helps with the organisation that Dee looks after.
VOLUNTEER = frozenset({"pat"})
WORDS = question_id(default_definition(), "long_text")
STEP = default_definition()["steps"][0]["slug"]

Kwargs = Callable[[World], dict[str, Any]]


@dataclass(frozen=True)
class Rule:
    """Who gets in by GET and by POST; None where the method does not exist.

    inside: those who may know that it is there (403 with a reason is right for them); for anybody else 404.
    """

    get: frozenset[str] | None
    post: frozenset[str] | None = None
    inside: frozenset[str] = NOBODY
    kwargs: Kwargs = field(default=lambda world: {})
    data: dict[str, str] = field(default_factory=dict)


def on_document(**more: Callable[[World], Any]) -> Kwargs:
    return lambda w: {"uuid": w.document.uuid, **{name: find(w) for name, find in more.items()}}


def of_document(
    get: frozenset[str] | None, post: frozenset[str] | None = None, data: dict[str, str] | None = None, **more: Any
) -> Rule:
    return Rule(get, post, SEES, on_document(**more), data or {})


def in_thread(
    get: frozenset[str] | None, post: frozenset[str] | None = None, data: dict[str, str] | None = None, **more: Any
) -> Rule:
    return Rule(
        get,
        post,
        IN_THREAD,
        lambda w: {"uuid": w.thread.uuid, **{name: find(w) for name, find in more.items()}},
        data or {},
    )


def in_money_check(get: frozenset[str] | None, post: frozenset[str] | None = None, **more: Any) -> Rule:
    """What was shared of it for a money check."""
    return Rule(
        get,
        post,
        SHARED_MONEY,
        lambda w: {"uuid": w.money_check.uuid, **{name: find(w) for name, find in more.items()}},
    )


def in_diary(
    get: frozenset[str] | None, post: frozenset[str] | None = None, data: dict[str, str] | None = None, **more: Any
) -> Rule:
    """Of Maureen's money diary: whoever looks after her money."""

    def kwargs(w: World) -> dict[str, Any]:
        return {"uuid": w.diary_entry.diary.uuid, **{name: find(w) for name, find in more.items()}}

    return Rule(get, post, MONEY, kwargs, data or {})


def monday_worked(w: World) -> str:
    return w.worked_week.begins.isoformat()


def of_assistant(get: frozenset[str] | None, post: frozenset[str] | None = None, **more: Any) -> Rule:
    """Of somebody who works for Maureen."""

    def kwargs(w: World) -> dict[str, Any]:
        return {"uuid": w.worked_week.assistant.uuid, **{name: find(w) for name, find in more.items()}}

    return Rule(get, post, MONEY, kwargs)


def in_family(get: frozenset[str] | None, post: frozenset[str] | None, data: dict[str, str] | None = None) -> Rule:
    return Rule(get, post, IN_FAMILY, lambda w: {"uuid": w.family.uuid}, data or {})


def in_help(get: frozenset[str] | None, post: frozenset[str] | None = None, **more: Any) -> Rule:
    return Rule(
        get,
        post,
        kwargs=lambda w: {"uuid": w.helping.match.uuid, **{name: find(w) for name, find in more.items()}},
    )


def on_sent(which: str, get: frozenset[str] | None, post: frozenset[str] | None = None) -> Rule:
    """What Maureen sent to be agreed, above any limit: `which` of the world's."""
    return Rule(get, post, SEES_SENT, lambda w: {"uuid": getattr(w, which).uuid})


def of_maureen(world: World) -> dict[str, Any]:
    return {"uuid": world.people["maureen"].uuid}


def on_spending(what: str) -> Kwargs:
    """Of what Maureen asked about her money."""
    return lambda w: {"uuid": getattr(w.spending, what).uuid}


def on_direct_part(world: World) -> dict[str, Any]:
    return {"uuid": world.direct_plan.uuid, "part_uuid": world.direct_plan.parts.all()[0].uuid}


def on_volunteer(**more: Callable[[World], Any]) -> Kwargs:
    found = {"uuid": lambda w: w.organisation.uuid, "volunteer": lambda w: w.volunteer.uuid, **more}
    return lambda w: {name: find(w) for name, find in found.items()}


def on_own_profile(world: World) -> dict[str, Any]:
    return {"uuid": world.volunteer.uuid}


def of_help(
    get: frozenset[str] | None, post: frozenset[str] | None = None, data: dict[str, str] | None = None, **more: Any
) -> Rule:
    """What Maureen asked Moor Friends."""
    return Rule(
        get,
        post,
        NOBODY,
        lambda w: {"uuid": w.help_request.uuid, **{name: find(w) for name, find in more.items()}},
        data or {},
    )


def of_draft(get: frozenset[str] | None, post: frozenset[str] | None = None, **more: Any) -> Rule:
    """What she has not sent to anybody."""
    return Rule(
        get, post, NOBODY, lambda w: {"uuid": w.help_draft.uuid, **{name: find(w) for name, find in more.items()}}
    )


def on_offer(world: World) -> dict[str, Any]:
    return {"uuid": world.help_offer.request.uuid, "offer_uuid": world.help_offer.uuid}


def with_organisation(world: World) -> dict[str, Any]:
    return {"uuid": world.organisation.uuid, "request_uuid": world.help_request.uuid}


HEADING = {"step_id": lambda w: w.heading.step_id}
QUESTION = {"question_id": lambda w: w.question.question_id}
COMMENT = {"comment_uuid": lambda w: w.comment.uuid}
SUGGESTION = {"suggestion_uuid": lambda w: w.suggestion.uuid}
ABOUT_WORDS = {"question_id": lambda w: WORDS}


def on_asked(world: World) -> dict[str, Any]:
    return {"uuid": world.asked.uuid}


ENTRY: dict[str, Any] = {"entry_uuid": lambda w: w.diary_entry.uuid}
RECEIPT: dict[str, Any] = {**ENTRY, "receipt_uuid": lambda w: w.diary_entry.receipts.get().uuid}
AGAIN: dict[str, Any] = {"repeating_uuid": lambda w: w.diary_entry.diary.repeating.get().uuid}
RULES: dict[str, Rule] = {
    "health_live": Rule(ANYBODY),
    "health_ready": Rule(ANYBODY),
    "exit_page": Rule(None, ANYBODY),
    "search": Rule(ANYBODY),
    "components": Rule(ANYBODY),
    "home": Rule(SIGNED_IN),
    "session": Rule(SIGNED_IN, SIGNED_IN),
    "people": Rule(SIGNED_IN, PERSONS),
    "who_looked": Rule(SIGNED_IN),
    "end_membership": Rule(
        frozenset({"maureen", "beth"}), frozenset({"maureen", "beth"}), kwargs=lambda w: {"uuid": w.membership.uuid}
    ),
    "stepped_back": Rule(frozenset({"ruth"}), kwargs=lambda w: {"uuid": w.left.uuid}),
    "stay_in_circle": Rule(None, NOBODY, frozenset({"ruth"}), kwargs=lambda w: {"uuid": w.left.uuid}),
    # Who helps somebody, whatever they are otherwise. What Beth said is not even Maureen's to read.
    "how_are_you": Rule(HELPERS, HELPERS),
    "how_are_you_settings": Rule(None, HELPERS),
    "help_for_carers": Rule(HELPERS),
    "how_are_you_said": Rule(frozenset({"beth"}), kwargs=lambda w: {"uuid": w.asking.uuid}),
    "how_are_you_pass_on": Rule(frozenset({"beth"}), frozenset({"beth"}), kwargs=lambda w: {"uuid": w.asking.uuid}),
    "how_are_you_forget": Rule(None, frozenset({"beth"}), kwargs=lambda w: {"uuid": w.asking.uuid}),
    "peers": Rule(READS),
    "peers_ask": Rule(READS, READS),
    "peers_name": Rule(READS, READS),
    "peers_mine": Rule(READS),
    "peers_question": Rule(READS, kwargs=on_asked),
    "peers_answer": Rule(READS, READS, kwargs=on_asked),
    "peers_change": Rule(OWNER, OWNER, kwargs=on_asked),
    "peers_take_away": Rule(None, OWNER, kwargs=on_asked),
    "peers_report": Rule(READS - OWNER, READS - OWNER, READS, kwargs=on_asked),
    "peers_helpful": Rule(None, READS - {"amira"}, READS, kwargs=lambda w: {"uuid": w.helped.uuid}),
    "peers_page": Rule(frozenset({"amira"}), frozenset({"amira"}), kwargs=lambda w: {"uuid": w.helped.uuid}),
    "peers_waiting": Rule(COORDINATOR),
    "peers_look": Rule(COORDINATOR, COORDINATOR, kwargs=on_asked),
    "peers_look_at_name": Rule(COORDINATOR, COORDINATOR, kwargs=lambda w: {"uuid": w.naming.uuid}),
    "peer_supporters": Rule(READS),
    "peer_supporter_words": Rule(VOLUNTEER, VOLUNTEER, kwargs=lambda w: {"uuid": w.volunteer.uuid}),
    "organisation_moderators": Rule(COORDINATOR, COORDINATOR, kwargs=lambda w: {"uuid": w.organisation.uuid}),
    "join": Rule(PERSONS, PERSONS),
    "joining_codes": Rule(WORKERS, WORKERS),
    "notices": Rule(SIGNED_IN),
    "notices_read": Rule(None, SIGNED_IN),
    "notice_settings": Rule(SIGNED_IN, SIGNED_IN),
    "notice_address": Rule(SIGNED_IN, SIGNED_IN),
    "thread": in_thread(IN_THREAD, IN_THREAD, {"words": "Good morning"}),
    "threads": Rule(SIGNED_IN),
    "thread_new": Rule(PERSONS, PERSONS),
    # Whoever has a social worker writes to them: their own.
    "thread_with_worker": Rule(PERSONS, frozenset({"maureen", "amira"}), PERSONS, data={"words": "Good morning"}),
    "thread_with_person": Rule(
        HER_WORKERS,
        HER_WORKERS,
        kwargs=lambda w: {"uuid": w.people["maureen"].uuid},
        data={"words": "Good morning"},
    ),
    "thread_about": of_document(IN_THREAD, **ABOUT_WORDS),
    "thread_search": in_thread(IN_THREAD, IN_THREAD, {"words": "choir"}),
    "thread_print": in_thread(IN_THREAD),
    "thread_people": in_family(IN_FAMILY, OWNER, {"title": "Family"}),
    "thread_leave": in_family(frozenset({"beth"}), frozenset({"beth"})),
    "thread_since": in_thread(IN_THREAD, revision=lambda w: 0),
    "thread_read": in_thread(None, IN_THREAD, {"number": "1"}),
    "message_file": in_thread(IN_THREAD, file_uuid=lambda w: w.message_file.uuid),
    "message_edit": in_thread(OWNER, OWNER, {"words": "Good evening"}, number=lambda w: w.message_file.message.number),
    "away": Rule(WORKERS, WORKERS),
    "away_back": Rule(None, frozenset({"sunita", "morag"}), kwargs=lambda w: {"pk": w.leave.pk}),
    "away_cover": Rule(
        frozenset({"sunita", "morag"}), frozenset({"sunita", "morag"}), kwargs=lambda w: {"pk": w.leave.pk}
    ),
    # Ben stands in for Sunita as a rule.
    "away_today": Rule(None, frozenset({"ben"}), kwargs=lambda w: {"uuid": w.people["sunita"].uuid}),
    "team_away": Rule(MANAGERS),
    "team_away_worker": Rule(MANAGERS, MANAGERS, kwargs=lambda w: {"uuid": w.people["sunita"].uuid}),
    "team_hours": Rule(MANAGERS, MANAGERS),
    "waiting": Rule(WORKERS),
    "team_waiting": Rule(MANAGERS),
    # Nobody has answered this one.
    "reply_no_answer": in_thread(None, HER_WORKERS, number=lambda w: w.message_file.message.number),
    "reply_answer_please": in_thread(None, OWNER, number=lambda w: w.message_file.message.number),
    "handover": Rule(OWNER, kwargs=lambda w: {"uuid": w.handover.uuid}),
    "worker_ends": Rule(OWNER, kwargs=lambda w: {"uuid": w.ending.uuid}),
    "handover_summary": Rule(OWNER, OWNER, kwargs=lambda w: {"uuid": w.handover.uuid}, data={"choice": "take_back"}),
    "handover_summary_words": Rule(OWNER, OWNER, kwargs=lambda w: {"uuid": w.handover.uuid, "step": "words"}),
    "taking_over": Rule(frozenset({"hana"}), frozenset({"hana"}), kwargs=lambda w: {"uuid": w.handover.uuid}),
    "open_notice": Rule(OWNER, None, kwargs=lambda w: {"pk": w.notice.pk}),
    "crisis": Rule(PERSONS, PERSONS),
    "crisis_mark": Rule(HER_WORKERS, HER_WORKERS, kwargs=lambda w: {"uuid": w.people["maureen"].uuid}),
    "crisis_of": Rule(TOLD, OWNER | HER_WORKERS, TOLD, lambda w: {"uuid": w.crisis.uuid}, {"words": "Hello"}),
    "crisis_end": Rule(OWNER | HER_WORKERS, OWNER | HER_WORKERS, TOLD, lambda w: {"uuid": w.crisis.uuid}),
    "direct_plan_begin": Rule(HER_WORKERS, HER_WORKERS, kwargs=lambda w: {"uuid": w.people["maureen"].uuid}),
    "direct_plan": Rule(PLAN_READERS, kwargs=lambda w: {"uuid": w.direct_plan.uuid}),
    "direct_plan_write": Rule(HER_WORKERS, HER_WORKERS, kwargs=lambda w: {"uuid": w.direct_plan.uuid}),
    "direct_plan_put_back": Rule(None, HER_WORKERS, kwargs=on_direct_part),
    "direct_plan_answer": Rule(PLAN_READERS - {"beth"}, PLAN_READERS - {"beth"}, PLAN_READERS, on_direct_part),
    "direct_plan_readers": Rule(OWNER, OWNER, kwargs=lambda w: {"uuid": w.direct_plan.uuid}, inside=PLAN_READERS),
    "direct_plan_as": Rule(PLAN_READERS, kwargs=lambda w: {"uuid": w.direct_plan.uuid, "form": "print"}),
    "trial": Rule(ANYBODY),
    "trial_step": Rule(ANYBODY, ANYBODY, kwargs=lambda w: {"step": STEP}),
    "trial_check": Rule(ANYBODY),
    "trial_clear": Rule(None, ANYBODY),
    "trial_keep": Rule(ANYBODY, ANYBODY),
    "documents": Rule(SIGNED_IN),
    "document_new": Rule(PERSONS, PERSONS),
    "document": of_document(SEES),
    "documents_deleted": Rule(SIGNED_IN),
    "document_delete": of_document(OWNER, OWNER),
    "document_put_back": of_document(None, OWNER),
    "document_rename": of_document(OWNER, OWNER),
    "document_newer": of_document(OWNER, OWNER),
    "document_earlier": of_document(OWNER),
    "document_words_beside": of_document(None, OWNER, {"choice": "no"}, pk=lambda w: w.beside.pk),
    "document_step": of_document(WRITERS, WRITERS, step=lambda w: STEP),
    "document_check": of_document(WRITERS),
    "document_share": of_document(DECIDE),
    "document_share_worker": of_document(None, DECIDE),
    "document_share_helper": of_document(None, OWNER, match_uuid=lambda w: w.helping.match.uuid),
    "document_share_person": of_document(DECIDE, DECIDE, membership_uuid=lambda w: w.membership.uuid),
    "document_left_out": of_document(DECIDE, DECIDE, grant_id=lambda w: w.worker_grant.pk),
    "document_stop_sharing": of_document(None, DECIDE, grant_id=lambda w: w.worker_grant.pk),
    "document_parts": of_document(OWNER, OWNER),
    "document_audience": of_document(OWNER, OWNER, **ABOUT_WORDS),
    "document_own": of_document(WRITERS),
    "document_add_heading": of_document(WRITERS, WRITERS),
    "document_begin_heading": of_document(WRITERS, WRITERS, {"title": "My bees"}),
    "document_rename_heading": of_document(WRITERS, WRITERS, **HEADING),
    "document_move_heading": of_document(None, WRITERS, {"direction": "up"}, **HEADING),
    "document_remove_heading": of_document(WRITERS, WRITERS, **HEADING),
    "document_add_question": of_document(WRITERS, WRITERS),
    "document_rename_question": of_document(WRITERS, WRITERS, **QUESTION),
    "document_move_question": of_document(None, WRITERS, {"direction": "up"}, **QUESTION),
    "document_remove_question": of_document(WRITERS, WRITERS, **QUESTION),
    "document_restore_heading": of_document(None, OWNER, step_id=lambda w: w.removed_heading.step_id),
    "document_restore_question": of_document(None, OWNER, question_id=lambda w: w.removed_question.question_id),
    "document_file": of_document(SEES, file_uuid=lambda w: w.file.uuid),
    "document_send": of_document(OWNER, OWNER),
    "document_versions": of_document(SEES, OWNER),
    "document_compare": of_document(SEES),
    "document_since": of_document(SEES),
    "document_go_back": of_document(OWNER, OWNER, number=lambda w: w.version.number),
    "document_version": of_document(SEES, number=lambda w: w.version.number),
    "document_version_file": of_document(SEES, number=lambda w: w.version.number, file_uuid=lambda w: w.file.uuid),
    "document_import": Rule(PERSONS, PERSONS),
    "document_export": of_document(SEES, SEES, {"form": "word", "parts": "shared"}),
    "document_print": of_document(SEES),
    "document_version_export": of_document(
        SEES, SEES, {"form": "data", "parts": "shared"}, number=lambda w: w.version.number
    ),
    "document_version_print": of_document(SEES, number=lambda w: w.version.number),
    # Beth asked for this copy: it is not there for anybody else, not for Maureen either.
    "document_export_ready": Rule(frozenset({"beth"}), kwargs=on_document(copy_uuid=lambda w: w.copy.uuid)),
    "document_export_file": Rule(frozenset({"beth"}), kwargs=on_document(copy_uuid=lambda w: w.copy.uuid)),
    "blank_sheet": Rule(SIGNED_IN, kwargs=lambda w: {"kind": "support_plan"}),
    "document_paper": of_document(OWNER | TYPISTS),
    "document_paper_sheet": of_document(OWNER | TYPISTS),
    "document_paper_step": of_document(TYPISTS, TYPISTS, step=lambda w: STEP),
    "document_paper_settle": of_document(None, OWNER, {"choice": "no"}, pk=lambda w: w.paper.pk),
    "document_paper_change": of_document(OWNER, OWNER, pk=lambda w: w.paper.pk),
    "document_one_page": of_document(SEES),
    "document_carry": of_document(OWNER, OWNER, kind=lambda w: "one_page_profile"),
    "document_carried": of_document(OWNER, OWNER, pk=lambda w: w.carrying.pk),
    "document_carried_change": of_document(None, OWNER, {"choice": "leave"}, pk=lambda w: w.carried.pk),
    "document_comments": of_document(SEES),
    "document_coverage": of_document(SEES, OWNER, {"ticks": "question-1"}),
    "document_coverage_item": of_document(OWNER, OWNER, {"state": "covered"}, item=lambda w: "question-1"),
    "comment_add": of_document(READERS, READERS, **ABOUT_WORDS),
    "suggestion_add": of_document(
        frozenset({"beth", "sunita", "ben", "leo"}), frozenset({"beth", "sunita", "ben", "leo"}), **ABOUT_WORDS
    ),
    "comment_reply": of_document(DECIDE | {"sunita"}, DECIDE | {"sunita"}, **COMMENT),
    "comment_done": of_document(None, frozenset({"maureen", "sunita"}), **COMMENT),
    "comment_reopen": of_document(None, frozenset({"maureen", "sunita"}), **COMMENT),
    "comment_open": of_document(None, OWNER, **COMMENT),
    "comment_close": of_document(None, OWNER, **COMMENT),
    "suggestions_together": of_document(OWNER, **ABOUT_WORDS),
    "suggestion_accept": of_document(None, OWNER, **SUGGESTION),
    "suggestion_change": of_document(OWNER, OWNER, **SUGGESTION),
    "suggestion_decline": of_document(OWNER, OWNER, **SUGGESTION),
    "suggestion_later": of_document(None, OWNER, **SUGGESTION),
    "job_papers": Rule(SEES, inside=SEES, kwargs=lambda w: {"uuid": w.job.uuid}),
    "job_paper": Rule(SEES, inside=SEES, kwargs=lambda w: {"uuid": w.job.uuid, "which": "advert"}),
    "job_paper_as": Rule(SEES, inside=SEES, kwargs=lambda w: {"uuid": w.job.uuid, "which": "advert", "form": "print"}),
    "budget": Rule(PERSONS),
    "budget_of": Rule(MONEY, kwargs=of_maureen),
    "money_sharing": Rule(PERSONS, PERSONS),
    "say_worse": Rule(PERSONS, PERSONS),
    "say_worse_for": Rule(DECIDE - OWNER, DECIDE - OWNER, kwargs=of_maureen),
    "worse": Rule(
        IN_THREAD, HER_WORKERS, IN_THREAD, kwargs=lambda w: {"uuid": w.worse.uuid}, data={"words": "I come today."}
    ),
    "first_payment": Rule(HER_WORKERS, HER_WORKERS, kwargs=of_maureen),
    "team_clock": Rule(MANAGERS),
    "spending_ask": Rule(PERSONS, PERSONS),
    "spending_ask_of": Rule(MONEY, MONEY, kwargs=of_maureen),
    "spending_question": Rule(MONEY | HER_WORKERS, kwargs=on_spending("question")),
    "spending_answer": Rule(HER_WORKERS, HER_WORKERS, kwargs=on_spending("question")),
    "spending_end": Rule(SUNITA, SUNITA, HER_WORKERS, on_spending("answer")),
    "spending_conflict": Rule(MANAGERS, MANAGERS, kwargs=on_spending("conflict")),
    "spending_take_back": Rule(None, frozenset({"ben"}), HER_WORKERS, on_spending("conflict")),
    "spending_guidance_write": Rule(HER_WORKERS, HER_WORKERS, kwargs=on_spending("answer")),
    "spending_guidance": Rule(OWNER | HER_WORKERS, NOBODY, OWNER | HER_WORKERS, on_spending("guidance")),
    "spending_guidance_say": Rule(None, OWNER, kwargs=on_spending("guidance")),
    "money_sharing_of": Rule(DECIDE, DECIDE, MONEY, kwargs=of_maureen),
    "diaries": Rule(PERSONS),
    "diary": in_diary(MONEY),
    "diary_done": in_diary(MONEY),
    "diary_charts": in_diary(MONEY),
    "diary_pictures": in_diary(MONEY),
    "diary_take_along": in_diary(MONEY),
    "diary_begin": Rule(PERSONS, PERSONS),
    "diary_begin_for": Rule(MONEY, MONEY, kwargs=of_maureen),
    "diary_about": in_diary(MONEY, MONEY),
    "diary_close": in_diary(None, MONEY),
    "diary_add": in_diary(MONEY, MONEY),
    "diary_entry": in_diary(MONEY, MONEY, **ENTRY),
    "diary_entry_out": in_diary(None, MONEY, **ENTRY),
    "diary_entry_back": in_diary(None, MONEY, **ENTRY),
    "diary_receipt": in_diary(MONEY, **RECEIPT),
    "diary_receipt_out": in_diary(None, MONEY, **RECEIPT),
    "money_check_share": in_diary(MONEY, MONEY),
    "money_check": in_money_check(SHARED_MONEY, HER_WORKERS),
    "money_check_line": in_money_check(SHARED_MONEY, SHARED_MONEY, number=lambda w: 1),
    "money_check_receipt": in_money_check(SHARED_MONEY, receipt_uuid=RECEIPT["receipt_uuid"]),
    "money_check_take_back": in_money_check(None, MONEY),
    "money_check_put_away": Rule(None, MONEY, kwargs=lambda w: {"uuid": w.money_wish.uuid}),
    "money_check_wish": Rule(HER_WORKERS, HER_WORKERS, kwargs=of_maureen),
    "diary_again": in_diary(MONEY),
    "diary_again_add": in_diary(MONEY, MONEY),
    "diary_again_change": in_diary(MONEY, MONEY, **AGAIN),
    "diary_again_stop": in_diary(None, MONEY, **AGAIN),
    "diary_statements": in_diary(MONEY, MONEY),
    "pas": in_diary(MONEY),
    "pa_add": in_diary(MONEY, MONEY),
    "pa_tax": in_diary(MONEY, MONEY),
    "pa": of_assistant(MONEY),
    "pa_change": of_assistant(MONEY, MONEY),
    "pa_last_pay": Rule(MONEY, MONEY, MONEY, kwargs=lambda w: {"uuid": w.former_assistant.uuid}),
    "pa_week": of_assistant(MONEY, MONEY, begins=monday_worked),
    "pa_week_paid": of_assistant(MONEY, MONEY, begins=monday_worked),
    "pa_week_not_paid": of_assistant(None, MONEY, begins=monday_worked),
    "statement": Rule(MONEY, MONEY, MONEY, kwargs=lambda w: {"uuid": w.statement.uuid}),
    "statement_columns": Rule(MONEY, MONEY, MONEY, kwargs=lambda w: {"uuid": w.waiting_statement.uuid}),
    "statement_delete": Rule(MONEY, MONEY, MONEY, kwargs=lambda w: {"uuid": w.statement.uuid}),
    "pa_cost": Rule(ANYBODY, ANYBODY),
    "pa_cost_carry": Rule(ANYBODY, ANYBODY),
    "help_near_you": Rule(ANYBODY),
    "help_entry": Rule(ANYBODY, kwargs=lambda w: {"uuid": w.organisation.uuid}),
    "help_entry_right": Rule(None, COORDINATOR | {"ed"}, kwargs=lambda w: {"uuid": w.organisation.uuid}),
    "directory": Rule(ANYBODY),
    "directory_service": Rule(ANYBODY, kwargs=lambda w: {"uuid": w.organisation.uuid}),
    "organisation": Rule(COORDINATOR),
    "organisation_first": Rule(COORDINATOR, kwargs=lambda w: {"uuid": w.organisation.uuid}),
    "organisation_entry": Rule(COORDINATOR, kwargs=lambda w: {"uuid": w.organisation.uuid}),
    "organisation_change": Rule(COORDINATOR, COORDINATOR, kwargs=lambda w: {"uuid": w.organisation.uuid}),
    "organisation_take_back": Rule(None, COORDINATOR, kwargs=lambda w: {"uuid": w.organisation.uuid}),
    "organisation_room": Rule(
        COORDINATOR, COORDINATOR, kwargs=lambda w: {"uuid": w.organisation.uuid}, data={"room": "open"}
    ),
    "organisation_pause": Rule(
        None, COORDINATOR, kwargs=lambda w: {"uuid": w.organisation.uuid}, data={"paused": "yes"}
    ),
    "volunteers": Rule(COORDINATOR, kwargs=lambda w: {"uuid": w.organisation.uuid}),
    "invite_volunteer": Rule(
        COORDINATOR,
        COORDINATOR,
        kwargs=lambda w: {"uuid": w.organisation.uuid},
        data={"name": "Sam", "email": "sam@example.org", "kind": "peer"},
    ),
    "volunteer_invitation_take_back": Rule(
        None, COORDINATOR, kwargs=lambda w: {"uuid": w.organisation.uuid, "invited": w.invited.uuid}
    ),
    "volunteer": Rule(COORDINATOR, COORDINATOR, kwargs=on_volunteer()),
    "volunteer_change": Rule(COORDINATOR, COORDINATOR, kwargs=on_volunteer()),
    "volunteer_end": Rule(COORDINATOR, COORDINATOR, kwargs=on_volunteer()),
    "volunteer_check_take_out": Rule(
        None, COORDINATOR, kwargs=on_volunteer(check=lambda w: w.volunteer.checks.all()[0].uuid)
    ),
    "own_profiles": Rule(VOLUNTEERS),
    "own_profile": Rule(VOLUNTEER, VOLUNTEER, kwargs=on_own_profile),
    "own_volunteering_end": Rule(VOLUNTEER, VOLUNTEER, kwargs=on_own_profile),
    "help": Rule(PERSONS),
    "help_new": Rule(PERSONS, PERSONS),
    "help_request": of_help(OWNER),
    "help_step": of_draft(OWNER, OWNER, step=lambda w: STEP),
    "help_check": of_draft(OWNER),
    "help_documents": of_help(OWNER),
    "help_document": of_help(OWNER, OWNER, {"shown": "on"}, document_uuid=lambda w: w.document.uuid),
    "help_whom": of_draft(OWNER),
    "help_send": of_draft(OWNER, OWNER, organisation_uuid=lambda w: w.organisation.uuid),
    "help_answer": of_help(OWNER, OWNER, {"words": "In the morning"}),
    "help_again": of_help(None, OWNER, {"key": str(uuid4())}),
    "help_take_back": of_help(OWNER, OWNER),
    "help_offer": Rule(OWNER, OWNER, kwargs=on_offer, data={"choice": "no"}),
    "help_offer_face": Rule(OWNER, kwargs=on_offer),
    "organisation_request_propose": Rule(COORDINATOR, COORDINATOR, kwargs=with_organisation),
    "organisation_offer_take_back": Rule(
        None,
        COORDINATOR,
        kwargs=lambda w: {
            "uuid": w.organisation.uuid,
            "request_uuid": w.help_offer.request.uuid,
            "offer_uuid": w.help_offer.uuid,
        },
    ),
    "organisation_requests": Rule(COORDINATOR, kwargs=lambda w: {"uuid": w.organisation.uuid}),
    "organisation_request": Rule(COORDINATOR, kwargs=with_organisation),
    "organisation_request_accept": Rule(None, COORDINATOR, kwargs=with_organisation),
    "organisation_request_ask": Rule(COORDINATOR, COORDINATOR, NOBODY, with_organisation, {"words": "When?"}),
    "organisation_request_decline": Rule(
        COORDINATOR, COORDINATOR, NOBODY, with_organisation, {"words": "We are full."}
    ),
    "known_sources": Rule(WORKERS),
    "known_source": Rule(WORKERS, WORKERS, kwargs=lambda w: {"organisation": w.organisation.uuid}),
    # What is not on one's own list is off it already: a second tap finds that.
    "known_source_drop": Rule(None, WORKERS, kwargs=lambda w: {"organisation": w.organisation.uuid}),
    "point_whom": Rule(frozenset({"sunita"}), kwargs=lambda w: {"organisation": w.organisation.uuid}),
    "point_to_source": Rule(HER_WORKERS, HER_WORKERS, kwargs=lambda w: {"uuid": w.people["maureen"].uuid}),
    "pointing_take_back": Rule(
        None,
        frozenset({"sunita"}),
        inside=HER_WORKERS,
        kwargs=lambda w: {"uuid": w.people["maureen"].uuid, "pointed": w.pointed.uuid},
    ),
    "pointed_sources": Rule(PERSONS),
    "pointed_source_put_away": Rule(None, OWNER, kwargs=lambda w: {"uuid": w.pointed.uuid}),
    "helping": Rule(VOLUNTEERS),
    "helping_person": in_help(LEO),
    "helping_stop": in_help(LEO, LEO),
    "helping_afterwards": Rule(frozenset({"lyn"}), frozenset({"lyn"}), kwargs=lambda w: {"uuid": w.over.match.uuid}),
    "match": in_help(OWNER),
    "match_last_day": in_help(OWNER, OWNER),
    "match_end": in_help(OWNER, OWNER),
    "match_questions": Rule(OWNER, OWNER, kwargs=lambda w: {"uuid": w.over.match.uuid}),
    "meeting_add": in_help(OWNER | LEO, OWNER | LEO),
    "meeting_say": in_help(OWNER | LEO, OWNER | LEO, meeting_uuid=lambda w: w.meeting.uuid),
    "help_receipt": Rule(OWNER, kwargs=lambda w: {"uuid": w.helping.request.uuid}),
    "help_receipt_text": Rule(OWNER, kwargs=lambda w: {"uuid": w.helping.request.uuid}),
    "organisation_helping": Rule(COORDINATOR, kwargs=lambda w: {"uuid": w.organisation.uuid}),
    "organisation_help_end": Rule(
        COORDINATOR,
        COORDINATOR,
        kwargs=lambda w: {"uuid": w.organisation.uuid, "match": w.helping.match.uuid},
    ),
    "worried": Rule(VOLUNTEERS, VOLUNTEERS),
    "own_worry": Rule(LEO, kwargs=lambda w: {"uuid": w.worry.uuid}),
    "worries": Rule(COORDINATOR, kwargs=lambda w: {"uuid": w.organisation.uuid}),
    "worry": Rule(
        COORDINATOR,
        COORDINATOR,
        kwargs=lambda w: {"uuid": w.organisation.uuid, "worry": w.worry.uuid},
        data={"step": "seen"},
    ),
    "safeguarding_leads": Rule(
        COORDINATOR | {"ed"}, COORDINATOR | {"ed"}, kwargs=lambda w: {"uuid": w.organisation.uuid}
    ),
    "safeguarding_lead_end": Rule(
        None,
        COORDINATOR | {"ed"},
        kwargs=lambda w: {"uuid": w.organisation.uuid, "membership": w.lead.uuid},
    ),
    "organisation_figures": Rule(COORDINATOR, kwargs=lambda w: {"uuid": w.organisation.uuid}),
    "organisation_figures_spreadsheet": Rule(COORDINATOR, kwargs=lambda w: {"uuid": w.organisation.uuid}),
    "team": Rule(MANAGERS),
    "team_figures": Rule(MANAGERS),
    "team_figures_spreadsheet": Rule(MANAGERS),
    "limits": Rule(MANAGERS, MANAGERS),
    # She set it herself, and it takes a second manager.
    "limit_confirm": Rule(None, NOBODY, inside=MANAGERS, kwargs=lambda w: {"uuid": w.limit.uuid}),
    "limit_take_back": Rule(None, MANAGERS, kwargs=lambda w: {"uuid": w.limit.uuid}),
    "my_limit": Rule(WORKERS),
    "deciding": Rule(MANAGERS),
    "decision": on_sent("sent", SEES_SENT),
    "decision_agree": on_sent("sent", MANAGERS, MANAGERS),
    "decision_pass_on": on_sent("sent", HER_WORKERS, HER_WORKERS),
    "decision_ask": on_sent("sent", MANAGERS, MANAGERS),
    "decision_refuse": on_sent("sent", MANAGERS, MANAGERS),
    "decision_answer": on_sent("questioned", DECIDE, DECIDE),
    "decision_challenge": on_sent("refused", DECIDE, DECIDE),
    "decision_challenge_answer": on_sent("challenged", MANAGERS, MANAGERS),
    "team_first_worker": Rule(MANAGERS, MANAGERS),
    "team_worker": Rule(MANAGERS, MANAGERS, kwargs=lambda w: {"uuid": w.people["sunita"].uuid}),
    "team_buddy": Rule(MANAGERS, MANAGERS, kwargs=lambda w: {"uuid": w.people["sunita"].uuid}),
    "team_person": Rule(MANAGERS, MANAGERS, kwargs=lambda w: {"uuid": w.people["maureen"].uuid}),
    "team_end_worker": Rule(MANAGERS, MANAGERS, kwargs=lambda w: {"uuid": w.people["maureen"].uuid}),
    "caseload": Rule(WORKERS),
    "caseload_names": Rule(None, WORKERS, data={"hide": "yes"}),
    "caseload_person": Rule(HER_WORKERS, kwargs=lambda w: {"uuid": w.people["maureen"].uuid}),
    "caseload_note": Rule(
        HER_WORKERS, HER_WORKERS, kwargs=lambda w: {"uuid": w.people["maureen"].uuid}, data={"words": "Rings at two"}
    ),
    "authorities": Rule(frozenset({"morag"})),
    "record_authority": Rule(
        frozenset({"morag"}), frozenset({"morag"}), kwargs=lambda w: {"uuid": w.people["maureen"].uuid}
    ),
    "end_authority": Rule(frozenset({"morag"}), frozenset({"morag"}), kwargs=lambda w: {"uuid": w.authority.uuid}),
    "authority": Rule(DECIDE | {"morag"}, kwargs=lambda w: {"uuid": w.authority.uuid}),
    "open_a_record": Rule(WORKERS, WORKERS),
    "reading_opened_record": Rule(frozenset({"nadia"}), kwargs=lambda w: {"uuid": w.opening.uuid}),
    "close_opened_record": Rule(None, frozenset({"nadia"}), kwargs=lambda w: {"uuid": w.opening.uuid}),
    "opened_record": Rule(frozenset({"maureen", "morag"}), kwargs=lambda w: {"uuid": w.opening.uuid}),
    "opened_records": Rule(frozenset({"morag"})),
    "assessment": Rule(HER_WORKERS, HER_WORKERS, kwargs=lambda w: {"uuid": w.people["maureen"].uuid}),
    "document_route": of_document(OWNER, OWNER),
    "have_a_go": Rule(PERSONS, PERSONS),
    "offer_have_a_go": Rule(HER_WORKERS, HER_WORKERS, kwargs=lambda w: {"uuid": w.people["maureen"].uuid}),
    "indicative_budget": Rule(
        HER_WORKERS, HER_WORKERS, kwargs=lambda w: {"uuid": w.people["maureen"].uuid}, data={"weekly": "96"}
    ),
}
# Addresses with a table of their own, because who gets in follows from more than the plan.
ELSEWHERE = {"invitation", "volunteer_invitation", "portrait", "picture"}
