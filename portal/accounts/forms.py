"""What allauth's sign-up asks beside the email address."""

from django import forms
from django.http import HttpRequest

from portal.accounts.models import User


class SignupForm(forms.Form):
    """One question more than the address: what to call you. The full name comes with the joining code."""

    known_as = forms.CharField(label="What shall we call you?", max_length=60)

    def signup(self, request: HttpRequest, user: User) -> None:
        """allauth calls this with the new account."""
        user.known_as = self.cleaned_data["known_as"]
        user.full_name = user.full_name or user.known_as
        user.save(update_fields=["known_as", "full_name"])
