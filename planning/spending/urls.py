"""The addresses of questions about spending."""

from django.urls import URLPattern, path

from planning.spending.views import answering, asking, deciding, guiding

_ASK = "budget/ask/"

urlpatterns: list[URLPattern] = [
    path(_ASK, asking.ask, name="spending_ask"),
    path("budget/of/<uuid:uuid>/ask/", asking.ask, name="spending_ask_of"),
    path(f"{_ASK}<uuid:uuid>/", asking.question, name="spending_question"),
    path(f"{_ASK}<uuid:uuid>/answer/", answering.answer, name="spending_answer"),
    path(f"{_ASK}answers/<uuid:uuid>/end/", answering.end, name="spending_end"),
    path(f"{_ASK}answers/<uuid:uuid>/for-others/", guiding.write, name="spending_guidance_write"),
    path(f"{_ASK}two-answers/<uuid:uuid>/", deciding.conflict, name="spending_conflict"),
    path(f"{_ASK}two-answers/<uuid:uuid>/take-back/", deciding.take_back, name="spending_take_back"),
    path(f"{_ASK}for-others/<uuid:uuid>/", guiding.guidance, name="spending_guidance"),
    path(f"{_ASK}for-others/<uuid:uuid>/say/", guiding.say, name="spending_guidance_say"),
]
