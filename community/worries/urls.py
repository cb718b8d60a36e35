"""The addresses of worries."""

from django.urls import path

from community.worries.views import looking_after, writing

urlpatterns = [
    path("helping/worried/", writing.worried, name="worried"),
    path("helping/worried/<uuid:uuid>/", writing.own_worry, name="own_worry"),
    path("organisation/<uuid:uuid>/worries/", looking_after.worries, name="worries"),
    path("organisation/<uuid:uuid>/worries/<uuid:worry>/", looking_after.worry, name="worry"),
    path("organisation/<uuid:uuid>/safeguarding/", looking_after.leads, name="safeguarding_leads"),
    path(
        "organisation/<uuid:uuid>/safeguarding/<uuid:membership>/end/",
        looking_after.end_lead,
        name="safeguarding_lead_end",
    ),
]
