"""The addresses of what waits for an answer."""

from django.urls import URLPattern, path

from community.replies import views

urlpatterns: list[URLPattern] = [
    path("waiting/", views.waiting, name="waiting"),
    path("team/waiting/", views.team_waiting, name="team_waiting"),
    path("messages/<uuid:uuid>/<int:number>/no-answer/", views.no_answer, name="reply_no_answer"),
    path("messages/<uuid:uuid>/<int:number>/answer-please/", views.answer_please, name="reply_answer_please"),
]
