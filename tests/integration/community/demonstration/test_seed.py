"""The demonstration's cast, and what a second run leaves alone."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from community.demonstration.cast import CAST, PASSWORD
from community.demonstration.seed import seed
from community.help_requests.enums import State as Asked
from community.help_requests.models import Helping, HelpRequest
from community.reports.enums import Key
from community.reports.models import Report
from content.rules.seeding import seed_employer_rates
from planning.assessments.models import IndicativeBudget
from planning.clock.models import FirstPayment
from planning.comments.models import Comment, Suggestion
from planning.coverage.models import CoverageTick
from planning.diary.models import Entry, MoneyDiary
from planning.documents.models import Answer, Document, DocumentFile, Grant
from planning.documents.store import DocumentAnswerStore
from planning.job_descriptions.panels import costs_of
from planning.job_descriptions.questions import KIND
from planning.money_checks.models import MoneyCheck, MoneyCheckQuestion
from planning.signing_off.enums import State
from planning.signing_off.models import FinalBudget, SignOff
from planning.spending.models import SpendingQuestion
from planning.statements.enums import Standing
from planning.statements.models import StatementLine
from planning.timesheets.models import Week
from portal.accounts.models import Team, User
from portal.notifications.models import Notice
from portal.relationships.models import Allocation, CircleMembership, JoiningCode
from portal.relationships.queries import named_social_worker
from tests.personas import signed_in

COUNTED = (
    User,
    Allocation,
    CircleMembership,
    JoiningCode,
    Document,
    DocumentFile,
    CoverageTick,
    Answer,
    Grant,
    Comment,
    Suggestion,
    IndicativeBudget,
    SignOff,
    FinalBudget,
    Entry,
    StatementLine,
    Week,
    MoneyCheck,
    SpendingQuestion,
    Notice,
)


@pytest.fixture
def filled(db: None, now: datetime) -> datetime:
    call_command("seed_question_sets", verbosity=0)
    seed(at=now)
    return now


def test_the_whole_cast_is_there_and_can_sign_in(filled: datetime) -> None:
    assert {user.known_as for user in User.objects.all()} == {member.name for member in CAST}
    assert all(user.check_password(PASSWORD) for user in User.objects.all())


def test_maureen_has_sunita_a_first_figure_and_a_plan_that_is_talked_about(filled: datetime) -> None:
    maureen = User.objects.get(known_as="Maureen")
    worker = named_social_worker(maureen, at=filled)
    assert worker is not None
    assert worker.known_as == "Sunita"
    assert str(maureen.indicative_budgets.get().weekly) == "96.00"
    plan = maureen.documents.get(title="My support plan")
    assert (plan.comments.filter(parent=None).count(), plan.suggestions.count()) == (2, 2)


def test_maureen_has_a_job_description_of_her_own_that_fits_her_budget(filled: datetime) -> None:
    seed_employer_rates()
    job = User.objects.get(known_as="Maureen").documents.get(question_set_version__question_set__kind=KIND)
    assert [grant.match.helper.known_as for grant in job.grants.select_related("match__helper")] == ["Leo"]
    in_that_year = datetime(2026, 11, 22, 12, tzinfo=UTC)
    (found,) = costs_of(DocumentAnswerStore(job, job.owner, filled), in_that_year).values()
    assert found.cost
    assert found.week.length == "6 hours"
    assert found.cost.weekly < 96


def test_whoever_has_a_plan_gets_the_job_description_all_the_same(filled: datetime) -> None:
    Answer.objects.filter(document__question_set_version__question_set__kind=KIND).delete()
    Document.objects.filter(question_set_version__question_set__kind=KIND).delete()
    seed(at=filled)
    assert Document.objects.filter(owner__known_as="Maureen").count() == 2


def test_tom_planned_in_photos_that_open_with_his_plan(filled: datetime) -> None:
    tom = User.objects.get(known_as="Tom")
    plan = tom.documents.get(question_set_version__question_set__kind="my_own_way")
    photos = [entry for answer in plan.answers.all() for entry in answer.value if "file" in entry]
    assert len(photos) == plan.files.count() == 8
    assert all(entry["caption"] for entry in photos)
    for user in (tom, User.objects.get(known_as="Jan"), User.objects.get(known_as="Sunita")):
        for file in plan.files.all():
            opened = signed_in(user).get(f"/documents/{plan.uuid}/files/{file.uuid}/")
            assert (opened.status_code, opened["Content-Type"]) == (200, "image/webp")
    said = signed_in(User.objects.get(known_as="Sunita")).get(f"/documents/{plan.uuid}/coverage/").content.decode()
    assert "Tom ticked this" in said and "Photo 4: “This is Gerald" in said


def test_toms_plan_is_agreed_with_its_photo_and_his_money_goes_on(filled: datetime) -> None:
    tom = User.objects.get(known_as="Tom")
    final = FinalBudget.objects.get(person=tom)
    assert (str(final.weekly), final.decision.decided_by.known_as) == ("175.59", "Morag")
    version = final.decision.sign_off.version
    assert version.agreement.agreed_at < filled - timedelta(days=100) and version.document.files.count() == 1
    assert FirstPayment.objects.get(person=tom).paid_on > version.agreement.agreed_at.date()
    diary = MoneyDiary.objects.get(person=tom)
    assert diary.document_id == version.document_id
    assert Entry.objects.filter(diary=diary, created_by__known_as="Jan", day__lt=filled - timedelta(days=80)).exists()
    standings = (
        StatementLine.objects.filter(statement__diary=diary).order_by("number").values_list("standing", flat=True)
    )
    assert list(standings)[:2] == [Standing.ADDED, Standing.ADDED] and Standing.NEW in standings
    assert [week.is_paid for week in Week.objects.filter(assistant__name="Dev").order_by("begins")] == [
        True,
        True,
        False,
    ]
    check = MoneyCheck.objects.get(diary=diary)
    assert check.shared_by.known_as == "Jan" and not MoneyCheckQuestion.objects.exists()
    waits = SpendingQuestion.objects.unanswered().get()
    assert waits.person == tom and SpendingQuestion.objects.exclude(pk=waits.pk).count() == 3


def test_amira_waits_for_the_manager_with_412_pounds(filled: datetime) -> None:
    waits = SignOff.objects.waiting().get()
    assert waits.version.document.owner.known_as == "Amira"
    assert (str(waits.counts), waits.state) == ("412.00", State.WITH_MANAGER)


def test_iris_has_nobody_yet(filled: datetime) -> None:
    assert named_social_worker(User.objects.get(known_as="Iris"), at=filled) is None


def test_kofis_draft_is_shown_to_nobody(filled: datetime) -> None:
    sunita = User.objects.get(known_as="Sunita")
    kofi = User.objects.get(known_as="Kofi").documents.get()
    assert not Document.objects.visible_to(sunita, at=filled).filter(pk=kofi.pk).exists()


def test_a_second_run_adds_nothing_and_keeps_what_was_typed(filled: datetime) -> None:
    answer = Answer.objects.filter(document__owner__known_as="Maureen", typed_by__known_as="Maureen").first()
    assert answer is not None
    Answer.objects.filter(pk=answer.pk).update(value="Typed in the demonstration.", number=2)
    before = {model: model.objects.count() for model in COUNTED}
    seed(at=filled)
    assert {model: model.objects.count() for model in COUNTED} == before
    answer.refresh_from_db()
    assert answer.value == "Typed in the demonstration."


def test_every_answer_belongs_to_a_question_of_the_set(filled: datetime) -> None:
    for plan in Document.objects.select_related("question_set_version"):
        asked = {q.id for q in plan.question_set_version.as_definition().questions()}
        assert {str(a.question_id) for a in plan.answers.all()} <= asked


def test_the_demonstration_refuses_any_other_settings(db: None) -> None:
    with pytest.raises(CommandError, match="never runs beside real people's data"):
        call_command("demo")


def test_leo_and_pat_help_and_the_carers_centre_does_not_any_more(filled: datetime) -> None:
    helps = {str(each.match.helper): str(each.match.person) for each in Helping.objects.active(at=filled).for_pages()}
    assert helps == {"Leo": "Maureen", "Pat": "Gwen"}
    pat = Helping.objects.for_pages().get(match__helper__known_as="Pat").match
    assert pat.last_day.strftime("%A") == "Friday"
    assert filled < pat.ends_at <= filled + timedelta(days=8)
    wyn = User.objects.get(known_as="Wyn")
    assert not Document.objects.visible_to(wyn, at=filled).exists()
    states = dict(HelpRequest.objects.values_list("person__known_as", "state"))
    assert states == {
        "Maureen": Asked.MATCHED,
        "Gwen": Asked.MATCHED,
        "Ruth": Asked.ENDED,
        "Iris": Asked.WAITING,
        "Tom": Asked.ASKED_BACK,
    }
    seed(at=filled)
    assert HelpRequest.objects.count() == len(states)


def test_the_figures_are_of_a_year_whose_people_are_gone(filled: datetime) -> None:
    report = Report.objects.get()
    assert [table.key for table in report.shown] == list(Key.values)
    assert {"Team North", "Team East"} < set(report.shown[0].rows)
    assert not Team.objects.filter(name="Team East").exists()
    assert not User.objects.filter(known_as="Nobody").exists()
    seed(at=filled)
    assert Report.objects.get() == report
