"""The addresses of threads."""

from django.urls import URLPattern, URLResolver, include, path

from community.messaging.views import edits, files, finding, pages, people, pointing, since, threads

_thread: list[URLPattern | URLResolver] = [
    path("", pages.thread, name="thread"),
    path("search/", finding.search, name="thread_search"),
    path("print/", finding.on_paper, name="thread_print"),
    path("people/", people.inside, name="thread_people"),
    path("leave/", people.leave, name="thread_leave"),
    path("since/<int:revision>/", since.since, name="thread_since"),
    path("read/", since.read, name="thread_read"),
    path("<int:number>/edit/", edits.edit, name="message_edit"),
    path("files/<uuid:file_uuid>/", files.message_file, name="message_file"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("messages/", threads.threads, name="threads"),
    path("messages/new/", people.start, name="thread_new"),
    path("messages/my-social-worker/", threads.with_my_worker, name="thread_with_worker"),
    path("messages/about/<uuid:uuid>/<uuid:question_id>/", pointing.about, name="thread_about"),
    path("messages/with/<uuid:uuid>/", threads.with_person, name="thread_with_person"),
    path("messages/<uuid:uuid>/", include(_thread)),
]
