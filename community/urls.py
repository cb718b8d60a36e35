"""The addresses of this floor."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("community.caseload.urls")),
    path("", include("community.messaging.urls")),
]
websocket_urlpatterns: list[URLPattern] = []
