"""The addresses of money diaries."""

from django.urls import URLPattern, path

from planning.diary.views import reading

_DIARY = "budget/diary/<uuid:uuid>/"

urlpatterns: list[URLPattern] = [
    path("budget/diary/", reading.diaries, name="diaries"),
    path(_DIARY, reading.diary, name="diary"),
    path(f"{_DIARY}done/", reading.done, name="diary_done"),
]
