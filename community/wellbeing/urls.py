"""The addresses for those who help: how they are, and help for themselves."""

from django.urls import path

from community.wellbeing import views

urlpatterns = [
    path("how-are-you/", views.how_are_you, name="how_are_you"),
    path("how-are-you/settings/", views.settings, name="how_are_you_settings"),
    path("how-are-you/help/", views.help_for_me, name="help_for_carers"),
    path("how-are-you/<uuid:uuid>/", views.said, name="how_are_you_said"),
    path("how-are-you/<uuid:uuid>/pass-on/", views.pass_on, name="how_are_you_pass_on"),
    path("how-are-you/<uuid:uuid>/forget/", views.forget, name="how_are_you_forget"),
]
