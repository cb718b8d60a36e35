import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.models import Event
from portal.notifications.models import Notice
from portal.relationships import services
from portal.relationships.models import Allocation, JoiningCode
from portal.relationships.queries import named_social_worker
from tests.factories.portal import UserFactory, allocate
from tests.personas import Cast, signed_in

FACTS = {"full_name": "Iris Lomax", "year_of_birth": "1960"}


@pytest.fixture
def iris(db: None) -> User:
    return UserFactory(known_as="Iris", year_of_birth=None)


def give(cast: Cast, *, at: datetime | None = None) -> str:
    return services.give_joining_code(by=cast.sunita, note="Iris, after our visit", at=at or timezone.now())[1]


def test_using_a_code_makes_the_worker_ones_own(cast: Cast, iris: User, now: datetime) -> None:
    code = give(cast)
    typed = code.lower().replace("-", "  ")
    page = signed_in(iris).post("/join/", {"code": typed, **FACTS}, follow=True)
    assert "Sunita is your social worker now." in page.content.decode()
    assert named_social_worker(iris, at=timezone.now()) == cast.sunita
    iris.refresh_from_db()
    assert (iris.full_name, iris.year_of_birth) == ("Iris Lomax", 1960)
    assert {(n.user.known_as, n.kind) for n in Notice.objects.all()} == {("Iris", "allocated"), ("Sunita", "code_used")}
    assert Event.objects.get(verb="joining code used").person_id == iris.pk
    assert JoiningCode.objects.get().redeemed_by == iris


def test_the_table_holds_no_code(cast: Cast) -> None:
    code = give(cast)
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_joiningcode::text FROM portal_joiningcode")
        row = cursor.fetchone()[0]
    assert code not in row
    assert code.replace("-", "") not in row


def test_who_has_said_it_once_is_not_asked_again(cast: Cast, iris: User) -> None:
    User.objects.filter(pk=iris.pk).update(year_of_birth=1960)
    text = signed_in(iris).get("/join/").content.decode()
    assert "The year you were born" not in text
    signed_in(iris).post("/join/", {"code": give(cast)})
    assert Allocation.objects.filter(person=iris, worker=cast.sunita).exists()


def refused(person: User, code: str) -> str:
    page = signed_in(person).post("/join/", {"code": code, **FACTS})
    text = page.content.decode()
    assert page.status_code == 200
    assert f'value="{code}"' in text
    if not person.year_of_birth:
        assert 'value="Iris Lomax"' in text
        assert 'value="1960"' in text
    return text


def test_an_unknown_code(cast: Cast, iris: User) -> None:
    assert "We do not know this code. Check each letter" in refused(iris, "BBBB-BBBB")
    assert not Allocation.objects.filter(person=iris).exists()


def test_a_used_code(cast: Cast, iris: User) -> None:
    code = give(cast)
    services.redeem_joining_code(code=code, by=UserFactory(), at=timezone.now())
    assert "This code was used already." in refused(iris, code)


def test_ones_own_code_a_second_time(cast: Cast, iris: User, now: datetime) -> None:
    code = give(cast)
    services.redeem_joining_code(code=code, by=iris, at=now, full_name="Iris Lomax", year_of_birth=1960)
    iris.refresh_from_db()
    assert "You have used this code already. Sunita is your social worker." in refused(iris, code)


def test_a_code_that_ran_out(cast: Cast, iris: User, now: datetime) -> None:
    assert "This code has run out" in refused(iris, give(cast, at=now - timedelta(days=28, seconds=1)))


def test_who_has_another_worker_is_told_how_that_changes(cast: Cast) -> None:
    assert "Hana is your social worker. If that should change" in refused(cast.amira, give(cast))


def test_who_has_this_worker_needs_no_code(cast: Cast) -> None:
    assert "Sunita is your social worker already." in refused(cast.maureen, give(cast))


def test_a_worker_from_a_later_day_stands(cast: Cast, iris: User, now: datetime) -> None:
    allocate(iris, cast.hana, since=now + timedelta(days=3))
    with pytest.raises(Denied, match="from a later day"):
        services.redeem_joining_code(code=give(cast), by=iris, at=now)
    assert JoiningCode.objects.get().redeemed_at is None


def test_a_year_that_cannot_be(cast: Cast, iris: User) -> None:
    page = signed_in(iris).post("/join/", {"code": give(cast), "full_name": "Iris", "year_of_birth": "60"})
    assert "Type the year as four numbers" in page.content.decode()
    assert not Allocation.objects.filter(person=iris).exists()


def test_guessing_ends_after_ten_tries(cast: Cast, iris: User) -> None:
    browser = signed_in(iris)
    for _ in range(10):
        browser.post("/join/", {"code": "BBBB-BBBB", **FACTS})
    page = browser.post("/join/", {"code": give(cast), **FACTS})
    assert "Wait ten minutes" in page.content.decode()
    assert not Allocation.objects.filter(person=iris).exists()


def test_the_worker_sees_a_code_once_and_what_became_of_it(cast: Cast, iris: User, now: datetime) -> None:
    browser = signed_in(cast.sunita)
    made = browser.post("/joining-codes/", {"note": "Iris, after our visit"}).content.decode()
    row = JoiningCode.objects.get()
    code = made.split('class="imw-code">')[1].split("<")[0]
    listed = browser.get("/joining-codes/").content.decode()
    assert "Iris, after our visit" in listed
    assert "not used yet" in listed
    assert code not in listed
    services.redeem_joining_code(code=code, by=iris, at=row.created_at + timedelta(days=1), full_name="Iris Lomax")
    listed = browser.get("/joining-codes/").content.decode()
    assert "by Iris Lomax" in listed
    assert "Iris" not in signed_in(cast.hana).get("/joining-codes/").content.decode()


@pytest.mark.parametrize("who", ["maureen", "morag", "ed", "pat"])
def test_only_social_workers_give_codes(cast: Cast, who: str, now: datetime) -> None:
    assert signed_in(getattr(cast, who)).post("/joining-codes/", {"note": ""}).status_code == 404
    with pytest.raises(Denied, match="Only social workers"):
        services.give_joining_code(by=getattr(cast, who), at=now)


def test_staff_use_no_code(cast: Cast) -> None:
    assert signed_in(cast.hana).get("/join/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_a_code_at_once_one_wins() -> None:
    worker = UserFactory(known_as="Sunita", social_worker=True)
    people = [UserFactory() for _ in range(4)]
    _, code = services.give_joining_code(by=worker, at=timezone.now())
    start, answers = threading.Barrier(len(people)), []

    def use(person: User) -> None:
        start.wait()
        try:
            services.redeem_joining_code(code=code, by=person, at=timezone.now())
            answers.append("won")
        except Denied as denied:
            answers.append(denied.reason)
        finally:
            connection.close()

    threads = [threading.Thread(target=use, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count("won") == 1
    assert sum("used already" in answer for answer in answers) == 3
    assert Allocation.objects.count() == 1
