"""Which checks are needed is a local rule: it comes with the portal, and editors change it."""

from django.core.management import call_command

from community.volunteers.models import CheckKind
from community.volunteers.seeding import seed_checks
from portal.accounts.services import make_editor
from tests.factories.portal import UserFactory
from tests.personas import signed_in


def test_the_usual_checks_come_once_and_stay_as_an_editor_left_them(db: None) -> None:
    CheckKind.objects.all().delete()
    call_command("seed_directory")
    assert CheckKind.objects.needed().filter(code="dbs", valid_months=36).exists()
    CheckKind.objects.filter(code="training").delete()
    CheckKind.objects.filter(code="dbs").update(valid_months=12)
    seed_checks()
    assert list(CheckKind.objects.values_list("code", "valid_months")) == [("dbs", 12), ("references", None)]


def test_an_editor_changes_them_in_the_cms(db: None) -> None:
    seed_checks()
    ed = UserFactory(known_as="Ed", editor=True)
    make_editor(ed)
    dbs, browser = CheckKind.objects.get(code="dbs"), signed_in(ed)
    assert "DBS check" in browser.get("/cms/snippets/community/checkkind/").content.decode()
    typed = {"name": "DBS check", "code": "dbs", "valid_months": "24", "needed": "on", "order": "10"}
    assert browser.post(f"/cms/snippets/community/checkkind/edit/{dbs.pk}/", typed).status_code == 302
    dbs.refresh_from_db()
    assert dbs.valid_months == 24
    writer = UserFactory(known_as="Di", editor=True)
    make_editor(writer, may_publish=False)
    # What shows at once is not for who may not publish; the list of checks holds from the moment it is saved.
    response = signed_in(writer).post(
        f"/cms/snippets/community/checkkind/edit/{dbs.pk}/", typed | {"valid_months": "240"}
    )
    dbs.refresh_from_db()
    assert dbs.valid_months == 24, response.status_code
