"""The addresses of an organisation's volunteers."""

from django.urls import path

from community.volunteers.views import coordinators, own

urlpatterns = [
    path("organisation/<uuid:uuid>/volunteers/", coordinators.volunteers, name="volunteers"),
    path("organisation/<uuid:uuid>/volunteers/invite/", coordinators.invite, name="invite_volunteer"),
    path(
        "organisation/<uuid:uuid>/volunteers/invited/<uuid:invited>/take-back/",
        coordinators.take_back,
        name="volunteer_invitation_take_back",
    ),
    path("organisation/<uuid:uuid>/volunteers/<uuid:volunteer>/", coordinators.volunteer, name="volunteer"),
    path("organisation/<uuid:uuid>/volunteers/<uuid:volunteer>/change/", coordinators.change, name="volunteer_change"),
    path("organisation/<uuid:uuid>/volunteers/<uuid:volunteer>/end/", coordinators.end, name="volunteer_end"),
    path(
        "organisation/<uuid:uuid>/volunteers/<uuid:volunteer>/checks/<uuid:check>/take-out/",
        coordinators.take_check_out,
        name="volunteer_check_take_out",
    ),
    path("volunteering/<str:token>/", own.invitation, name="volunteer_invitation"),
    path("helping/me/", own.profiles, name="own_profiles"),
    path("helping/me/<uuid:uuid>/", own.profile, name="own_profile"),
    path("helping/me/<uuid:uuid>/leave/", own.leave, name="own_volunteering_end"),
]
