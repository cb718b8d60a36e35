"""Notices: in the portal, and by email."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from portal.notifications.enums import Kind

# What a code is made of: no vowels and nothing that a hand writes like something else.
SIGNS = "BCDFGHJKMNPQRTVWXY2346789"
CODE_LENGTH = 8


class Notice(models.Model):
    """Something a person may want to look at. `path` leads there; the sentence comes from its kind."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=30, choices=Kind)
    path = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    # When its email is due: only where quiet hours hold it back, and until it is on its way.
    email_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["user", "read_at"], name="notices_unread"),
            models.Index(fields=["email_at"], condition=Q(email_at__isnull=False), name="notices_held_back"),
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"


class NoticeSettings(models.Model):
    """What somebody chose about notices by email. Nobody's row: every kind, at once, at any hour.

    `off` holds names of groups (portal.notifications.groups). `digest_at`: one email a day in this hour, which says how
    many notices wait, in place of one for each. Quiet hours: nothing is sent from `quiet_from` until `quiet_until`,
    which may be on the next day.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_settings")
    off = models.JSONField(default=list, blank=True)
    digest_at = models.TimeField(null=True, blank=True)
    # The last day whose digest is done, sent or not needed; and since when the next one counts.
    digest_done_on = models.DateField(null=True, blank=True)
    digest_since = models.DateTimeField(null=True, blank=True)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False) & ~Q(quiet_from=F("quiet_until")),
                name="quiet_hours_begin_and_end",
            ),
        ]

    def __str__(self) -> str:
        return f"notice settings {self.pk}"


class AddressToConfirm(models.Model):
    """Where somebody would like their notices to go, until they type the code that was sent there.

    So a slip of the pen sends nobody's notices to a stranger. Only a keyed hash of the code is kept.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="address_to_confirm")
    address = models.EmailField()
    code_hash = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(expires_at__gt=F("asked_at")), name="address_waits_a_while")]

    def __str__(self) -> str:
        return f"address to confirm {self.pk}"

    @property
    def code(self) -> str:
        """The code, as it is typed. It is worked out from our secret key, so it stands in no table and in no queue."""
        asked = f"{self.user_id}:{self.address}:{self.asked_at.timestamp()}"
        digest = salted_hmac("portal.notifications.address.code", asked, algorithm="sha256").digest()
        return "".join(SIGNS[byte % len(SIGNS)] for byte in digest[:CODE_LENGTH])
