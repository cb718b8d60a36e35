"""Three papers out of the same answers: what stands in each, for whom, and what never does."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import call_command
from docx import Document as WordDocument
from pypdf import PdfReader

from content.questions.queries import latest_version
from content.rules.seeding import seed_employer_rates
from planning.documents.enums import Audience
from planning.documents.models import Answer, Document, OwnQuestion
from planning.job_descriptions import questions as q
from planning.job_descriptions.papers import NOTHING_YET
from portal.accounts.models import User
from portal.audit.models import Event
from tests.factories.content import definition_of, publish
from tests.factories.planning import answer, make_document, share_with, share_with_worker
from tests.personas import Cast, signed_in

pytestmark = pytest.mark.django_db
NOVEMBER = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOME = "14 Elm Road, Northmoor, NM4 2QT"
WEEK = [
    {
        "id": "7b7e2f3e-0000-4000-8000-000000000001",
        "what": "Up and dressed",
        "days": ["monday", "wednesday", "thursday"],
        "from": "08:00",
        "to": "10:00",
        "hours": "",
        "shift": "weekday",
    }
]
ANSWERS: dict[str, Any] = {
    q.TITLE: "Personal assistant for mornings",
    q.REPORTS_TO: "Me",
    q.AREA: HOME,
    q.NATURE: "A retired alto with stiff hands.",
    q.PERSONAL: "Buttons and shoes",
    q.DOMESTIC: "Chop while I stir",
    q.WEEK: WEEK,
    q.PAY: "13.00",
    q.ESSENTIAL: "Turn up on time\nLet me do it myself",
    q.DESIRABLE: "Can hold a tune",
    q.VALUES: "Cheerful",
    q.CULTURE: "I have a cat",
    q.DRIVING: "helps",
    q.GENDER: {"answer": "yes"},
    q.WHICH_GENDER: "woman",
    q.GENDER_REASON: "Help with dressing.",
    q.WANTED: "A patient pair of hands",
    q.APPLY: f"Write to {HOME}, or ring Leo.",
    q.CLOSING: "2027-01-29",
    q.CHECKS: {"chosen": ["references"], "something_else": ""},
}


@pytest.fixture(autouse=True)
def _november(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the cast comes, so that who works with whom began before that day."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOVEMBER)


@pytest.fixture
def job(cast: Cast) -> Document:
    """Maureen's, with everything answered."""
    seed_employer_rates()
    document = make_document(cast.maureen, version=publish(definition_of(q.KIND)), title="My PA")
    for question, value in ANSWERS.items():
        answer(document, question, value)
    return document


def page(user: User, document: Document, rest: str = "") -> str:
    response = signed_in(user).get(f"/documents/{document.uuid}/papers/{rest}")
    assert response.status_code == 200
    content: str = response.content.decode().split("<main")[1].split("</main>")[0]
    return content


def change(document: Document, question: str, value: Any) -> None:
    Answer.objects.filter(document=document, question_id=question).update(value=value)


def test_the_job_description_says_what_when_and_for_what_pay(cast: Cast, job: Document) -> None:
    content = page(cast.maureen, job, "job-description/")
    for words in ("Buttons and shoes", "Chop while I stir", "Hours: 6 hours a week", "8am to 10am", "£13.00 an hour"):
        assert words in content
    assert content.count("Up and dressed") == 3
    # What is wished of a person has a paper of its own.
    assert "Can hold a tune" not in content


def test_the_person_specification_has_musts_and_wishes(cast: Cast, job: Document) -> None:
    content = page(cast.maureen, job, "person-specification/")
    essential, desirable = content.split("Desirable")
    assert "Turn up on time" in essential
    assert "This job is for a woman. The reason: Help with dressing." in essential
    assert "Can hold a tune" in desirable
    assert "It helps if you drive." in desirable
    assert "I have a cat" in desirable


def test_the_advert_has_what_strangers_need_and_never_the_home_address(cast: Cast, job: Document) -> None:
    content = page(cast.maureen, job, "advert/")
    for words in (
        "A patient pair of hands",
        "6 hours a week",
        "Monday: 8am to 10am",
        "£13.00 an hour",
        "Northmoor, NM4",
        "or ring Leo",
        "29 January 2027",
        "Two references",
        "The reason: Help with dressing.",
    ):
        assert words in content, words
    for form in ("", "print/"):
        shown = page(cast.maureen, job, f"advert/{form}")
        assert "Elm Road" not in shown
        assert "2QT" not in shown
    assert "This looks like a home address: “Which part of town is it in?”" in content
    assert "This looks like a home address: “How can people apply?”" in content


def test_pdf_and_word_say_the_same_and_no_address_either(cast: Cast, job: Document) -> None:
    browser = signed_in(cast.maureen)
    pdf = browser.get(f"/documents/{job.uuid}/papers/advert/pdf/")
    text = " ".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf.content)).pages)
    word = browser.get(f"/documents/{job.uuid}/papers/advert/word/")
    written = "\n".join(p.text for p in WordDocument(io.BytesIO(word.content)).paragraphs)
    for said in (text, written):
        assert "A patient pair of hands" in said
        assert "29 January 2027" in said
        assert "Elm" not in said
        assert "2QT" not in said
    assert "advert.docx" in word["Content-Disposition"]


def test_the_hint_stands_below_the_area_as_it_is_written(cast: Cast, job: Document) -> None:
    browser = signed_in(cast.maureen)
    step = browser.get(f"/documents/{job.uuid}/step/the-job/").content.decode()
    assert step.count("This looks like a home address.") == 1
    change(job, q.AREA, "Northmoor, near the market")
    assert "looks like a home address" not in browser.get(f"/documents/{job.uuid}/step/the-job/").content.decode()


def test_a_gender_without_a_reason_stays_out_and_the_owner_is_told(cast: Cast, job: Document) -> None:
    Answer.objects.filter(document=job, question_id=q.GENDER_REASON).delete()
    for which in ("person-specification/", "advert/"):
        assert "This job is for a woman" not in page(cast.maureen, job, which)
    assert "The law asks for one." in page(cast.maureen, job)
    change(job, q.GENDER, {"answer": "no"})
    assert "The law asks for one." not in page(cast.maureen, job)


def test_no_driving_is_not_spoken_of(cast: Cast, job: Document) -> None:
    change(job, q.DRIVING, "no")
    assert "drive" not in page(cast.maureen, job, "advert/")
    change(job, q.DRIVING, "must")
    assert "You have to drive." in page(cast.maureen, job, "person-specification/").split("Desirable")[0]


def test_own_questions_stand_in_the_job_description_alone(cast: Cast, job: Document) -> None:
    own = OwnQuestion.objects.create(document=job, step_id=definition_of(q.KIND)["steps"][0]["id"], label="My cat?")
    answer(job, str(own.question_id), "Feed her first")
    assert "Feed her first" in page(cast.maureen, job, "job-description/")
    assert "Feed her first" not in page(cast.maureen, job, "advert/")


def test_readers_find_only_what_they_may_see(cast: Cast, job: Document) -> None:
    share_with(job, cast.beth_in_circle)
    share_with_worker(job)
    kept = {q.DOMESTIC: Audience.ONLY_ME, q.APPLY: Audience.WORKER_ONLY, q.PAY: Audience.ONLY_ME}
    for question, audience in kept.items():
        Answer.objects.filter(document=job, question_id=question).update(audience=audience)
    for which in ("job-description/", "person-specification/", "advert/"):
        for user in (cast.beth, cast.sunita):
            content = page(user, job, which)
            assert "Chop while I stir" not in content
            assert "£13" not in content
        assert "ring Leo" not in page(cast.beth, job, which)
    assert "ring Leo" in page(cast.sunita, job, "advert/")
    # To them it looks as if it had never been answered, and nothing speaks of a hint or a sum.
    Answer.objects.filter(document=job, question_id__in=kept).delete()
    before = page(cast.beth, job, "advert/")
    assert "home address" not in before
    assert "a week, and" not in page(cast.beth, job)


def test_what_is_not_for_everybody_is_in_no_paper_of_its_owner_either(cast: Cast, job: Document) -> None:
    """A paper is made to be handed on, an advert to strangers."""
    kept = {q.DOMESTIC: Audience.ONLY_ME, q.APPLY: Audience.WORKER_ONLY, q.CULTURE: Audience.ONLY_ME}
    for question, audience in kept.items():
        Answer.objects.filter(document=job, question_id=question).update(audience=audience)
    browser = signed_in(cast.maureen)
    for which in ("job-description", "person-specification", "advert"):
        said = page(cast.maureen, job, f"{which}/")
        response = browser.get(f"/documents/{job.uuid}/papers/{which}/word/")
        for content in (said, "\n".join(p.text for p in WordDocument(io.BytesIO(response.content)).paragraphs)):
            for words in ("Chop while I stir", "ring Leo", "I have a cat"):
                assert words not in content
        assert said.count("You keep this from others") == 3
    assert "Chop while I stir" in browser.get(f"{job.get_absolute_url()}check/").content.decode()


def test_who_takes_a_paper_along_is_on_record(cast: Cast, job: Document) -> None:
    share_with(job, cast.beth_in_circle)
    signed_in(cast.beth).get(f"/documents/{job.uuid}/papers/advert/word/")
    assert Event.objects.get(verb="document copied", object_id=str(job.uuid)).actor_id == cast.beth.pk


def test_hidden_and_missing_answers_make_the_same_papers(cast: Cast, job: Document) -> None:
    share_with(job, cast.beth_in_circle, can_see_budget=True)
    addresses = ["", "job-description/", "person-specification/", "advert/"]
    Answer.objects.filter(document=job, question_id__in=[q.PAY, q.WEEK, q.NATURE]).update(audience=Audience.ONLY_ME)
    hidden = [page(cast.beth, job, address) for address in addresses]
    Answer.objects.filter(document=job, question_id__in=[q.PAY, q.WEEK, q.NATURE]).delete()
    assert [page(cast.beth, job, address) for address in addresses] == hidden


def test_that_somebody_else_read_a_paper_is_on_record(cast: Cast, job: Document) -> None:
    share_with(job, cast.beth_in_circle)
    page(cast.beth, job, "advert/")
    assert Event.objects.filter(verb="document opened", actor_id=cast.beth.pk, object_id=str(job.uuid)).count() == 1


def test_there_are_papers_for_job_descriptions_alone(cast: Cast, job: Document) -> None:
    plan = make_document(cast.maureen)
    browser = signed_in(cast.maureen)
    assert browser.get(f"/documents/{plan.uuid}/papers/").status_code == 404
    assert browser.get(f"/documents/{job.uuid}/papers/contract/").status_code == 404
    assert browser.get(f"/documents/{job.uuid}/papers/advert/exe/").status_code == 404
    assert "/papers/" not in browser.get(plan.get_absolute_url()).content.decode()
    assert f"/documents/{job.uuid}/papers/" in browser.get(job.get_absolute_url()).content.decode()


def test_an_empty_one_says_so(cast: Cast, job: Document) -> None:
    Answer.objects.filter(document=job).delete()
    for which in ("job-description/", "person-specification/", "advert/"):
        assert NOTHING_YET in page(cast.maureen, job, which)


# --- The cost beside the week ---------------------------------------------------------------


def test_beside_the_week_and_the_pay_stands_what_it_costs(cast: Cast, job: Document) -> None:
    browser = signed_in(cast.maureen)
    for step in ("your-week", "the-pay"):
        shown = browser.get(f"/documents/{job.uuid}/step/{step}/").content.decode()
        assert "£91.65 <small>a week</small>" in shown
        assert "£13.00 an hour × 6 hours a week × 52 weeks = £4,056.00 a year." in shown
    assert browser.get(f"/documents/{job.uuid}/check/").content.decode().count("£91.65 <small>") == 1


def test_what_is_missing_is_named_to_the_owner_alone(cast: Cast, job: Document) -> None:
    share_with(job, cast.beth_in_circle, can_see_budget=True)
    change(job, q.PAY, {"typed": "thirteen"})
    step = signed_in(cast.maureen).get(f"/documents/{job.uuid}/step/your-week/").content.decode()
    assert "Write what you want to pay for an hour." in step
    shared = signed_in(cast.beth).get(job.get_absolute_url()).content.decode()
    assert "It cannot be worked out yet." in shared


def test_without_the_tick_for_the_budget_nobody_meets_the_sum(cast: Cast, job: Document) -> None:
    share_with(job, cast.beth_in_circle)
    assert "What this costs as an employer" not in signed_in(cast.beth).get(job.get_absolute_url()).content.decode()
    assert "a week, and" not in page(cast.beth, job)


def test_from_the_papers_it_opens_in_the_calculator(cast: Cast, job: Document) -> None:
    content = page(cast.maureen, job)
    assert 'action="/tools/pa-cost/"' in content
    assert 'name="pa-0-shift-0-hours" value="6.00"' in content


# --- The questions ---------------------------------------------------------------------------


def test_the_portal_comes_with_the_set_and_publishing_keeps_every_part_of_it(db: None) -> None:
    call_command("seed_question_sets", verbosity=0)
    version = latest_version(q.KIND)
    assert version
    steps = version.definition["steps"]
    written = definition_of(q.KIND)["steps"]
    assert [question["id"] for step in steps for question in step["questions"]] == [
        question["id"] for step in written for question in step["questions"]
    ]
    kept, meant = (
        next(question for step in each for question in step["questions"] if question["type"] == "duty_week")
        for each in (steps, written)
    )
    assert kept["shifts"] == meant["shifts"]


def test_a_reason_is_asked_for_once_a_gender_is_wanted(cast: Cast, job: Document) -> None:
    browser = signed_in(cast.maureen)
    step = f"/documents/{job.uuid}/step/the-person/"
    assert "What is the reason?" in browser.get(step).content.decode()
    change(job, q.GENDER, {"answer": "no"})
    assert "What is the reason?" not in browser.get(step).content.decode()
