"""Accounts and teams."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from portal.accounts.enums import STAFF_ROLES, Role
from portal.accounts.managers import UserManager
from portal.files.storage import private_storage


class Team(models.Model):
    """Social workers who cover for each other."""

    name = models.CharField(max_length=100, unique=True)

    def __str__(self) -> str:
        return self.name


class User(AbstractBaseUser, PermissionsMixin):
    """Anybody who signs in.

    `known_as` is what the portal calls them; staff see `full_name` and year of birth where a mix-up
    would put words into the wrong record.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("email address")
    full_name = models.CharField(max_length=150)
    known_as = models.CharField("what shall we call you?", max_length=60)
    year_of_birth = models.PositiveSmallIntegerField(null=True, blank=True)
    role = models.CharField(max_length=20, choices=Role, default=Role.PERSON)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="members")
    portrait = models.ImageField(upload_to="portraits/", storage=private_storage, blank=True)
    # Days of the week as a social worker keeps them: 0 is Monday.
    working_days = models.JSONField(default=list, blank=True)
    reply_within_days = models.PositiveSmallIntegerField(default=2)
    safe_email = models.EmailField("where notices may safely go", blank=True)
    plain_letters = models.BooleanField("show everything in plain letters", default=False)
    is_active = models.BooleanField(default=True)
    # Django and Wagtail ask for it; nothing of ours depends on it.
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name", "known_as"]

    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_email")]

    def __str__(self) -> str:
        return self.known_as

    def hold(self) -> "User":
        """Let one change for this person through at a time until this transaction ends: two taps queue up, and the
        second sees what the first kept. Gives the account as it is now."""
        held: User = User.objects.select_for_update(no_key=True).get(pk=self.pk)
        return held

    def get_full_name(self) -> str:
        """What Wagtail's admin shows."""
        return self.full_name

    def get_short_name(self) -> str:
        return self.known_as

    @property
    def needs_second_factor(self) -> bool:
        """Whether this account's role, or being a superuser, asks for a second factor."""
        return self.is_superuser or self.role in STAFF_ROLES

    @property
    def is_social_worker(self) -> bool:
        return self.role == Role.SOCIAL_WORKER

    @property
    def is_person(self) -> bool:
        """Whether the account may have documents of its own."""
        return self.role == Role.PERSON

    @property
    def portrait_url(self) -> str:
        """Where their face is, for those who may see it; "" where there is none and initials stand in."""
        return reverse("portrait", args=[self.uuid]) if self.portrait else ""
