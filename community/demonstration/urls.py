"""Addresses that exist in the demonstration alone."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
