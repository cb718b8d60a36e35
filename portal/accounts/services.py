"""What is done to accounts."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Model, Q
from wagtail.contrib.settings.registry import registry as local_rules
from wagtail.models import Collection, DraftStateMixin, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.snippets.models import get_snippet_models

from portal.access.decisions import Denied
from portal.accounts.enums import Role
from portal.accounts.models import Team, User

EDITORS = "Editors"
WRITERS = "Writers"
PAGE_RIGHTS = ("add_page", "change_page", "publish_page")
FILE_RIGHTS = (
    "add_image",
    "change_image",
    "choose_image",
    "add_document",
    "change_document",
    "choose_document",
)
SNIPPET_RIGHTS = ("add", "change", "delete", "publish", "view")


@transaction.atomic
def make_editor(user: User, *, may_publish: bool = True) -> None:
    """Give an account the role of an editor: pages, pictures, files, question sets and local rules.

    An editor reaches nothing of anybody's personal data; those parts ask for other roles.
    may_publish: without it, what they write goes live once another editor has agreed to it.
    """
    user.role = Role.EDITOR
    user.save(update_fields=["role"])
    user.groups.remove(*Group.objects.filter(name__in=(EDITORS, WRITERS)))
    user.groups.add(editors() if may_publish else writers())


@transaction.atomic
def add_account(
    *, email: str, full_name: str, role: Role, known_as: str = "", team: str = "", may_publish: bool = True
) -> User:
    """Make an account for somebody who works here, without a password: they sign in with emailed codes.

    known_as: what people call them, their first name where it is not said. team: its name; made if it is new.
    may_publish: for editors, see make_editor.
    Raises Denied when the address has an account already.
    """
    if User.objects.filter(email__iexact=email).exists():
        raise Denied(f"{email} has an account already.")
    user = User.objects.create_user(
        email,
        full_name=full_name,
        known_as=known_as or full_name.split(maxsplit=1)[0],
        role=role,
        team=Team.objects.get_or_create(name=team)[0] if team else None,
    )
    # Who types the address vouches for it, and signing in takes its mailbox anyway.
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if role == Role.EDITOR:
        make_editor(user, may_publish=may_publish)
    return user


def editors() -> Group:
    """The group of editors with all of its rights, made if it is missing."""
    return _group(EDITORS, pages=PAGE_RIGHTS, snippets=SNIPPET_RIGHTS, rules=SNIPPET_RIGHTS)


def writers() -> Group:
    """The group of those who write for the CMS and may not publish: nothing that shows at once is theirs."""
    return _group(
        WRITERS, pages=("add_page", "change_page"), snippets=("add", "change", "view"), rules=(), drafts_alone=True
    )


def _group(
    name: str, *, pages: tuple[str, ...], snippets: tuple[str, ...], rules: tuple[str, ...], drafts_alone: bool = False
) -> Group:
    """drafts_alone: without rights over snippets that have no drafts, for these hold from the moment they are saved."""
    group, _ = Group.objects.get_or_create(name=name)
    group.permissions.add(*Permission.objects.filter(codename="access_admin", content_type__app_label="wagtailadmin"))
    models = [each for each in get_snippet_models() if not drafts_alone or issubclass(each, DraftStateMixin)]
    group.permissions.add(*_rights_over(models, snippets), *_rights_over(local_rules, rules))
    root = Page.get_first_root_node()
    if root:
        for right in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=pages):
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=right)
    files = Collection.get_first_root_node()
    if files:
        for right in Permission.objects.filter(
            content_type__app_label__in=("wagtailimages", "wagtaildocs"), codename__in=FILE_RIGHTS
        ):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=files, permission=right)
    return group


def _rights_over(models: Iterable[type[Model]], rights: tuple[str, ...]) -> list[Permission]:
    wanted = Q(pk=None)
    for model in models:
        names = [f"{right}_{model._meta.model_name}" for right in rights]
        wanted |= Q(content_type__app_label=model._meta.app_label, codename__in=names)
    return list(Permission.objects.filter(wanted))
