"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Signs people in to the one page that says what to do next."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return settings.LOGIN_REDIRECT_URL

    def is_safe_url(self, url: str | None) -> bool:
        return bool(url and url.startswith("/") and super().is_safe_url(url))
