"""The addresses of threads."""

from django.urls import URLPattern, URLResolver, include, path

from community.messaging.views import edits, files, pages

_thread: list[URLPattern | URLResolver] = [
    path("", pages.thread, name="thread"),
    path("<int:number>/edit/", edits.edit, name="message_edit"),
    path("files/<uuid:file_uuid>/", files.message_file, name="message_file"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("messages/<uuid:uuid>/", include(_thread)),
]
