"""Serves pages and sockets. Sockets are routed by the module that ROOT_WEBSOCKET_URLCONF names."""

import os
from importlib import import_module

from channels.routing import ProtocolTypeRouter, URLRouter
from channels.sessions import CookieMiddleware
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
pages = get_asgi_application()

from django.conf import settings  # noqa: E402 - settings are there only once the pages are
from django.urls import re_path  # noqa: E402

from portal.access.origins import OwnOriginsOnly, nowhere  # noqa: E402

# Who is there, each socket finds out by itself, and again and again: a sign-in may end before the socket does.
routes = import_module(settings.ROOT_WEBSOCKET_URLCONF).websocket_urlpatterns
sockets = URLRouter([*routes, re_path(r"", nowhere)])  # type: ignore[arg-type]
application = ProtocolTypeRouter({"http": pages, "websocket": OwnOriginsOnly(CookieMiddleware(sockets))})
