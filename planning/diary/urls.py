"""The addresses of money diaries."""

from django.urls import URLPattern, path

from planning.diary.views import diaries, entries, looking, reading, repeating

_DIARY = "budget/diary/<uuid:uuid>/"
_ENTRY = f"{_DIARY}entry/<uuid:entry_uuid>/"
_RECEIPT = f"{_ENTRY}receipt/<uuid:receipt_uuid>/"
_AGAIN = f"{_DIARY}again/<uuid:repeating_uuid>/"

urlpatterns: list[URLPattern] = [
    path("budget/diary/", reading.diaries, name="diaries"),
    path("budget/diary/new/", diaries.begin, name="diary_begin"),
    path("budget/diary/new/<uuid:uuid>/", diaries.begin, name="diary_begin_for"),
    path(_DIARY, reading.diary, name="diary"),
    path(f"{_DIARY}done/", reading.done, name="diary_done"),
    path(f"{_DIARY}charts/", looking.charts, name="diary_charts"),
    path(f"{_DIARY}pictures/", looking.pictures, name="diary_pictures"),
    path(f"{_DIARY}about/", diaries.settings, name="diary_about"),
    path(f"{_DIARY}close/", diaries.close, name="diary_close"),
    path(f"{_DIARY}add/", entries.add, name="diary_add"),
    path(_ENTRY, entries.entry, name="diary_entry"),
    path(f"{_ENTRY}out/", entries.take_out, name="diary_entry_out"),
    path(f"{_ENTRY}back/", entries.put_back, name="diary_entry_back"),
    path(_RECEIPT, entries.receipt, name="diary_receipt"),
    path(f"{_RECEIPT}out/", entries.receipt_out, name="diary_receipt_out"),
    path(f"{_DIARY}again/", repeating.again, name="diary_again"),
    path(f"{_DIARY}again/add/", repeating.again_add, name="diary_again_add"),
    path(_AGAIN, repeating.again_change, name="diary_again_change"),
    path(f"{_AGAIN}stop/", repeating.again_stop, name="diary_again_stop"),
]
