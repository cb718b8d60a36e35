"""Forms of what one chooses about notices."""

from datetime import time
from typing import Any

from django import forms

from portal.accounts.models import User
from portal.components.dates import clock_time
from portal.components.forms import ADDRESS_TOO_LONG, LONGEST_ADDRESS, DesignSystemForm, look
from portal.notifications.groups import groups_for
from portal.notifications.models import NoticeSettings
from portal.notifications.preferences import TOO_LONG
from portal.notifications.timing import LONGEST_QUIET, how_long, within

HOURS = [(str(time(hour)), clock_time(time(hour))) for hour in range(24)]
ONE_EACH, DIGEST = "each", "digest"
IN_QUIET_HOURS = "This hour lies in your quiet hours. Choose another one."
SAME_HOUR = "Quiet hours begin and end at the same time. Choose another end."
USUAL = {"digest_at": time(17), "quiet_from": time(22), "quiet_until": time(7)}


def _hour(label: str, name: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=HOURS, required=False, initial=str(USUAL[name]))


class SettingsForm(DesignSystemForm):
    """What comes by email, how often, and when not."""

    wanted = look(
        forms.MultipleChoiceField(label="Send me an email about", required=False, widget=forms.CheckboxSelectMultiple),
        label_size="m",
    )
    how = look(
        forms.ChoiceField(
            label="How often?",
            choices=[(ONE_EACH, "An email each time"), (DIGEST, "One email a day")],
            widget=forms.RadioSelect,
        ),
        label_size="m",
        option_hints={DIGEST: "It says only how many notices wait. A day without any has no email."},
        reveals={DIGEST: "digest_at"},
    )
    digest_at = _hour("The hour for one email a day", "digest_at")
    quiet = look(
        forms.BooleanField(label="Send me nothing in these hours", required=False),
    )
    quiet_from = _hour("Quiet from", "quiet_from")
    quiet_until = _hour("Quiet until", "quiet_until")

    def __init__(self, *args: Any, user: User, chosen: NoticeSettings, **kwargs: Any) -> None:
        self.groups = groups_for(user.role)
        names = [group.name for group in self.groups]
        initial: dict[str, Any] = {
            "wanted": [name for name in names if name not in chosen.off],
            "how": DIGEST if chosen.digest_at else ONE_EACH,
            "quiet": chosen.quiet_from is not None,
        }
        for name in ("digest_at", "quiet_from", "quiet_until"):
            if getattr(chosen, name):
                initial[name] = str(getattr(chosen, name))
        super().__init__(*args, initial=initial, **kwargs)
        wanted = self.fields["wanted"]
        wanted.choices = [(group.name, group.label) for group in self.groups]  # type: ignore[attr-defined]
        look(wanted, option_hints={group.name: group.hint for group in self.groups})

    def clean(self) -> dict[str, Any]:
        """The hours fit each other."""
        found = super().clean() or self.cleaned_data
        begins, ends = self.hour("quiet_from"), self.hour("quiet_until")
        if found.get("quiet") and begins == ends:
            self.add_error("quiet_until", SAME_HOUR)
        elif found.get("quiet") and how_long(begins=begins, ends=ends) > LONGEST_QUIET:
            self.add_error("quiet_until", TOO_LONG)
        digest = self.hour("digest_at")
        if found.get("quiet") and found.get("how") == DIGEST and within(digest, begins=begins, ends=ends):
            self.add_error("digest_at", IN_QUIET_HOURS)
        return found

    def hour(self, name: str) -> time:
        """An hour as a time; the usual one where none was sent."""
        chosen = self.cleaned_data.get(name)
        return time.fromisoformat(chosen) if chosen else USUAL[name]

    def chosen(self) -> dict[str, Any]:
        """What `preferences.choose` takes."""
        wanted = self.cleaned_data["wanted"]
        quiet = self.cleaned_data["quiet"]
        return {
            "off": [group.name for group in self.groups if group.name not in wanted],
            "digest_at": self.hour("digest_at") if self.cleaned_data["how"] == DIGEST else None,
            "quiet_from": self.hour("quiet_from") if quiet else None,
            "quiet_until": self.hour("quiet_until") if quiet else None,
        }


class AddressForm(DesignSystemForm):
    """Where notices may safely go."""

    address = forms.EmailField(
        label="Another email address for notices",
        max_length=LONGEST_ADDRESS,
        error_messages={
            "required": "Type the address.",
            "max_length": ADDRESS_TOO_LONG,
            "invalid": "An email address looks like name@example.org. Check it for a missing part.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class CodeForm(DesignSystemForm):
    """The code that was sent there."""

    code = look(
        forms.CharField(
            label="The code from the email",
            max_length=20,
            error_messages={"required": "Type the code from the email."},
            widget=forms.TextInput(
                attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
            ),
        ),
        width=10,
    )
