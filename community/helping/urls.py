"""The addresses of help while it lasts."""

from django.urls import path

from community.helping.views import coordinator, helper, meetings, own

urlpatterns = [
    path("helping/", helper.helping, name="helping"),
    path("helping/ended/<uuid:uuid>/", helper.afterwards, name="helping_afterwards"),
    path("helping/<uuid:uuid>/", helper.person, name="helping_person"),
    path("helping/<uuid:uuid>/stop/", helper.stop, name="helping_stop"),
    path("help/match/<uuid:uuid>/", own.match, name="match"),
    path("help/match/<uuid:uuid>/last-day/", own.last_day, name="match_last_day"),
    path("help/match/<uuid:uuid>/end/", own.end, name="match_end"),
    path("help/match/<uuid:uuid>/questions/", own.questions, name="match_questions"),
    path("help/match/<uuid:uuid>/meetings/new/", meetings.add, name="meeting_add"),
    path("help/match/<uuid:uuid>/meetings/<uuid:meeting_uuid>/", meetings.say, name="meeting_say"),
    path("help/<uuid:uuid>/receipt/", own.receipt, name="help_receipt"),
    path("help/<uuid:uuid>/receipt/text/", own.receipt_as_text, name="help_receipt_text"),
    path("organisation/<uuid:uuid>/helping/", coordinator.helping, name="organisation_helping"),
    path("organisation/<uuid:uuid>/helping/<uuid:match>/end/", coordinator.close, name="organisation_help_end"),
]
