"""The addresses of requests for help."""

from django.urls import URLPattern, path

from community.help_requests.views import asking, choosing, coordinators, offers, person

urlpatterns: list[URLPattern] = [
    path("help/", person.help_list, name="help"),
    path("help/new/", asking.new, name="help_new"),
    path("help/<uuid:uuid>/", person.help_request, name="help_request"),
    path("help/<uuid:uuid>/step/<slug:step>/", asking.help_step, name="help_step"),
    path("help/<uuid:uuid>/check/", asking.check, name="help_check"),
    path("help/<uuid:uuid>/documents/", choosing.documents, name="help_documents"),
    path("help/<uuid:uuid>/documents/<uuid:document_uuid>/", choosing.document, name="help_document"),
    path("help/<uuid:uuid>/to/", choosing.whom, name="help_whom"),
    path("help/<uuid:uuid>/to/<uuid:organisation_uuid>/", choosing.send, name="help_send"),
    path("help/<uuid:uuid>/answer/", person.answer, name="help_answer"),
    path("help/<uuid:uuid>/again/", person.again, name="help_again"),
    path("help/<uuid:uuid>/take-back/", person.take_back, name="help_take_back"),
    path("help/<uuid:uuid>/offer/<uuid:offer_uuid>/", offers.offer, name="help_offer"),
    path("help/<uuid:uuid>/offer/<uuid:offer_uuid>/face/", offers.offer_face, name="help_offer_face"),
    path("organisation/<uuid:uuid>/requests/", coordinators.requests, name="organisation_requests"),
    path("organisation/<uuid:uuid>/requests/<uuid:request_uuid>/", coordinators.request, name="organisation_request"),
    path(
        "organisation/<uuid:uuid>/requests/<uuid:request_uuid>/accept/",
        coordinators.accept,
        name="organisation_request_accept",
    ),
    path(
        "organisation/<uuid:uuid>/requests/<uuid:request_uuid>/ask/",
        coordinators.ask,
        name="organisation_request_ask",
    ),
    path(
        "organisation/<uuid:uuid>/requests/<uuid:request_uuid>/decline/",
        coordinators.decline,
        name="organisation_request_decline",
    ),
    path(
        "organisation/<uuid:uuid>/requests/<uuid:request_uuid>/propose/",
        offers.propose,
        name="organisation_request_propose",
    ),
    path(
        "organisation/<uuid:uuid>/requests/<uuid:request_uuid>/offers/<uuid:offer_uuid>/take-back/",
        offers.take_offer_back,
        name="organisation_offer_take_back",
    ),
]
