"""The addresses of a worker's people."""

from django.urls import URLPattern, path

from community.caseload.views import opened, people

urlpatterns: list[URLPattern] = [
    path("caseload/", people.caseload, name="caseload"),
    path("caseload/names/", people.names, name="caseload_names"),
    path("caseload/<uuid:uuid>/", people.person, name="caseload_person"),
    path("caseload/<uuid:uuid>/note/", people.note, name="caseload_note"),
    path("caseload/open-a-record/", opened.open_a_record, name="open_a_record"),
    path("caseload/opened/<uuid:uuid>/", opened.reading, name="reading_opened_record"),
    path("caseload/opened/<uuid:uuid>/close/", opened.close, name="close_opened_record"),
    path("people/opened/<uuid:uuid>/", opened.opened_record, name="opened_record"),
    path("team/opened-records/", opened.opened_records, name="opened_records"),
]
