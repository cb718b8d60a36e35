"""Addresses that exist in the demonstration alone."""

from django.urls import path

from community.demonstration.views import outbox, portrait, sign_in

urlpatterns = [
    path("sign-in/", sign_in, name="demonstration_sign_in"),
    path("outbox/", outbox, name="demonstration_outbox"),
    path("portraits/<str:name>/", portrait, name="demonstration_portrait"),
]
