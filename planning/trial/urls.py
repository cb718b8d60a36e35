"""The addresses of the trial."""

from django.urls import URLPattern, path

from planning.trial import views

urlpatterns: list[URLPattern] = [
    path("try/", views.trial, name="trial"),
    path("try/step/<slug:step>/", views.trial_step, name="trial_step"),
    path("try/check/", views.trial_check, name="trial_check"),
    path("try/clear/", views.clear, name="trial_clear"),
    path("try/keep/", views.keep, name="trial_keep"),
]
