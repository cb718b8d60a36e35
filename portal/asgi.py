"""Serves pages and sockets. Sockets are routed by the module that ROOT_WEBSOCKET_URLCONF names."""

import os
from importlib import import_module

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
pages = get_asgi_application()

from django.conf import settings  # noqa: E402 - settings are there only once the pages are

sockets = import_module(settings.ROOT_WEBSOCKET_URLCONF).websocket_urlpatterns
application = ProtocolTypeRouter(
    {"http": pages, "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(URLRouter(sockets)))}
)
