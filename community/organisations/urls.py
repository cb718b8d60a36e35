"""The addresses of the directory."""

from django.urls import path

from community.organisations.views import coordinators, public

urlpatterns = [
    path("help-near-you/", public.help_near_you, name="help_near_you"),
    path("help-near-you/<uuid:uuid>/", public.entry, name="help_entry"),
    path("help-near-you/<uuid:uuid>/right/", coordinators.is_right, name="help_entry_right"),
    path("api/directory/", public.services, name="directory"),
    path("api/directory/<uuid:uuid>/", public.one_service, name="directory_service"),
    path("organisation/", coordinators.organisation, name="organisation"),
    path("organisation/<uuid:uuid>/", coordinators.first, name="organisation_first"),
    path("organisation/<uuid:uuid>/entry/", coordinators.own_entry, name="organisation_entry"),
    path("organisation/<uuid:uuid>/entry/change/", coordinators.change, name="organisation_change"),
    path("organisation/<uuid:uuid>/entry/take-back/", coordinators.take_back, name="organisation_take_back"),
    path("organisation/<uuid:uuid>/room/", coordinators.room, name="organisation_room"),
    path("organisation/<uuid:uuid>/pause/", coordinators.pause, name="organisation_pause"),
]
