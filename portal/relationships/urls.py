"""The addresses of the circle and of joining codes."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
