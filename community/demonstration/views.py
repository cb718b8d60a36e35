"""One-click sign-in and the outbox. These addresses exist in the demonstration alone."""

from pathlib import Path

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth import login
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from community.demonstration.cast import CAST, DOMAIN
from community.demonstration.outbox import letters
from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.access.requests import own_address
from portal.accounts.enums import Role
from portal.accounts.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PORTRAITS = settings.ROOT / "content/seed/portraits"
FIRST_PAGES = {Role.SOCIAL_WORKER: "/caseload/", Role.EDITOR: "/cms/"}
LETTERS_SHOWN = 50


@require_POST
@open_to(Audience.EVERYBODY, personal=True)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign one of the cast in, as if with password and second factor. Nobody else can come in this way."""
    email = request.POST.get("email", "")
    if not email.lower().endswith(f"@{DOMAIN}"):
        raise Http404
    user = get_object_or_404(User, email__iexact=email, is_active=True)
    login(request, user, backend=BACKEND)
    record_authentication(request, user, method="password", email=user.email)
    if user.needs_second_factor:
        factor = _second_factor(user)
        record_authentication(request, user, method="mfa", id=factor.pk, type=factor.type)
    first = FIRST_PAGES.get(Role(user.role), settings.LOGIN_REDIRECT_URL)
    return redirect(own_address(request.POST.get("next")) or first)


def _second_factor(user: User) -> Authenticator:
    known = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    return known or TOTP.activate(user, generate_totp_secret()).instance


@require_safe
@open_to(Audience.EVERYBODY)
def outbox(request: HttpRequest) -> HttpResponse:
    """The emails that would have been sent, newest first."""
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", None) or settings.VAR / "outbox")
    return render(request, "community/demonstration/outbox.html", {"letters": letters(folder, most=LETTERS_SHOWN)})


@require_safe
@open_to(Audience.EVERYBODY)
def portrait(request: HttpRequest, name: str) -> HttpResponseBase:
    """The drawn face of one of the cast, for the sign-in page."""
    drawn = next((PORTRAITS / f"{m.name.lower()}.webp" for m in CAST if m.name.lower() == name), None)
    if drawn is None or not drawn.exists():
        raise Http404
    return FileResponse(drawn.open("rb"), content_type="image/webp", headers={"Cache-Control": "max-age=3600"})
