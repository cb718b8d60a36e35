"""The portal's sockets, and the bare consumer's."""

from django.urls import path

from benchmarks.bare_consumer import bare_consumer
from community.urls import websocket_urlpatterns as portal_sockets

websocket_urlpatterns = [*portal_sockets, path("ws/bare/", bare_consumer)]
