"""Every address, floor by floor; Wagtail's pages come last and take what is left."""

from django.conf import settings
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from portal.accounts.views import account_settings, cms_login, sign_in
from portal.shell.gallery import gallery
from portal.shell.session import session
from portal.shell.views import exit_page, home, live, ready

urlpatterns = [
    path("health/live", live, name="health_live"),
    path("health/ready", ready, name="health_ready"),
    path("exit/", exit_page, name="exit_page"),
    path("session/", session, name="session"),
    path("home/", home, name="home"),
    path("accounts/", account_settings, name="account_settings"),
    path("accounts/login/", sign_in, name="account_login"),
    path("accounts/", include("allauth.urls")),
    path("cms/login/", cms_login, name="cms_login"),
    path("cms/", include(wagtailadmin_urls)),
    path("", include("portal.relationships.urls")),
    path("", include("portal.hours.urls")),
    path("", include("portal.away.urls")),
    path("", include("portal.authority.urls")),
    path("", include("portal.notifications.urls")),
    path("", include("portal.crisis.urls")),
    path("", include("content.urls")),
    path("", include("planning.urls")),
    path("", include("community.urls")),
]
if settings.COMPONENT_GALLERY:
    urlpatterns.append(path("components/", gallery, name="components"))
if settings.DEMONSTRATION:
    urlpatterns.append(path("demo/", include("community.demonstration.urls")))
urlpatterns.append(path("", include(wagtail_urls)))
