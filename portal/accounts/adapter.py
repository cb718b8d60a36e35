"""How allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest

from portal.access.requests import own_address
from portal.accounts.sealing import box

SECOND_FACTOR = "second factor"
# What allauth says of a success that the next page shows anyway.
NOT_WORTH_SAYING = frozenset(
    f"account/messages/{name}.txt" for name in ("logged_in", "login_code_sent", "email_confirmation_sent")
)


class AccountAdapter(DefaultAccountAdapter):
    """Signs people in to the one page that says what to do next, and speaks plainly."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "That email address and password do not belong together. "
        "Check both, or ask for a code by email instead.",
        "incorrect_code": "That is not the code we sent. Check it, or ask for a new one.",
        "incorrect_password": "That is not your password.",
        "enter_current_password": "That is not the password you have now.",
        "too_many_login_attempts": "That was tried too often. Wait five minutes, then try again.",
        "rate_limited": "That was tried too often. Wait a few minutes, then try again.",
        "duplicate_email": "This address is on your account already.",
    }

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return settings.LOGIN_REDIRECT_URL

    def is_safe_url(self, url: str | None) -> bool:
        """Only an address of our own, named without its host."""
        return bool(own_address(url))

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """A green bar on every sign-in would teach people to overlook green bars."""
        if message_template not in NOT_WORTH_SAYING:
            super().add_message(request, level, message_template, message_context, extra_tags, message)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of authenticator apps encrypted: a copy of the database makes nobody a code."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code does not work. Wait for your app to show the next one, and type that.",
        "unverified_email": "Confirm your email address first. Then you can set this up.",
    }

    def encrypt(self, text: str) -> str:
        return box(SECOND_FACTOR).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return box(SECOND_FACTOR).decrypt(encrypted_text.encode()).decode()

    def _get_site_name(self) -> str:
        return settings.SITE_NAME
