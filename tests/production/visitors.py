"""Those who come through the front door: over TLS, with cookies and forms as a browser has them."""

import re
import time
from html import unescape
from pathlib import Path
from typing import Any

import requests
from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
SESSION, CSRF = "__Host-session", "__Host-csrf"


class Visitor:
    """A browser without scripts."""

    def __init__(self, base_url: str, certificate: Path, session: str = "") -> None:
        self.base_url = base_url
        self.http = requests.Session()
        self.http.verify = str(certificate)
        self.http.trust_env = False
        if session:
            self.http.cookies.set(SESSION, session, domain="localhost.local", path="/", secure=True)

    @property
    def session(self) -> str:
        """The cookie of the sign-in."""
        return str(self.http.cookies.get(SESSION, ""))

    @property
    def knows_csrf(self) -> bool:
        """Whether a form was opened before."""
        return CSRF in self.http.cookies

    def get(self, path: str, **options: Any) -> requests.Response:
        """Open a page; a redirect is followed."""
        return self.http.get(self.base_url + path, timeout=30, **options)

    def post(self, path: str, fields: dict[str, Any], **options: Any) -> requests.Response:
        """Send the form of a page that was opened before; a redirect is not followed."""
        headers = {"Referer": self.base_url + path, "Origin": self.base_url} | options.pop("headers", {})
        fields = {"csrfmiddlewaretoken": self.http.cookies.get(CSRF, "")} | fields
        return self.http.post(
            self.base_url + path, fields, headers=headers, timeout=30, allow_redirects=False, **options
        )

    def sign_in(self, email: str, password: str, secret: str = "") -> requests.Response:
        """By password, and for staff by the code of their app."""
        self.get("/accounts/login/")
        answer = self.post("/accounts/login/", {"login": email, "password": password})
        if secret:
            assert answer.headers["Location"].startswith("/accounts/2fa/authenticate/"), answer.headers
            self.get("/accounts/2fa/authenticate/")
            answer = self.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
        return answer


def code_of(secret: str) -> str:
    """What an authenticator app shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // app_settings.TOTP_PERIOD)))


def text_of(page: requests.Response) -> str:
    """The words of a page."""
    return unescape(re.sub(r"<[^>]+>", " ", page.text))
