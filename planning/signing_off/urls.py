"""The addresses of deciding about plans that were sent."""

from django.urls import URLPattern, path

from planning.signing_off import views

urlpatterns: list[URLPattern] = [
    path("team/deciding/", views.deciding, name="deciding"),
    path("decisions/<uuid:uuid>/", views.decision, name="decision"),
    path("decisions/<uuid:uuid>/agree/", views.agree, name="decision_agree"),
    path("decisions/<uuid:uuid>/pass-on/", views.pass_on, name="decision_pass_on"),
    path("decisions/<uuid:uuid>/ask/", views.ask, name="decision_ask"),
    path("decisions/<uuid:uuid>/answer/", views.answer, name="decision_answer"),
    path("decisions/<uuid:uuid>/refuse/", views.refuse, name="decision_refuse"),
    path("decisions/<uuid:uuid>/challenge/", views.challenge, name="decision_challenge"),
    path("decisions/<uuid:uuid>/challenge/answer/", views.answer_challenge, name="decision_challenge_answer"),
]
