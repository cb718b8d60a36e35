"""The addresses of the clock."""

from django.urls import URLPattern, path

from planning.clock.views import waiting, worse

urlpatterns: list[URLPattern] = [
    path("budget/worse/", worse.say, name="say_worse"),
    path("worse/for/<uuid:uuid>/", worse.say_for, name="say_worse_for"),
    path("worse/<uuid:uuid>/", worse.worse, name="worse"),
    path("caseload/<uuid:uuid>/first-payment/", waiting.first_payment, name="first_payment"),
    path("team/waiting-times/", waiting.team_clock, name="team_clock"),
]
