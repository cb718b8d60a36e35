"""The addresses of this floor."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
websocket_urlpatterns: list[URLPattern] = []
