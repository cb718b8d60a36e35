"""The addresses of questions and answers."""

from django.urls import path

from community.peers.views import moderation, moderators, names, reading, supporters, writing

urlpatterns = [
    path("peers/", reading.questions, name="peers"),
    path("peers/ask/", writing.ask, name="peers_ask"),
    path("peers/name/", names.name, name="peers_name"),
    path("peers/mine/", writing.mine, name="peers_mine"),
    path("peers/moderation/", moderation.waiting, name="peers_waiting"),
    path("peers/moderation/<uuid:uuid>/", moderation.look, name="peers_look"),
    path("peers/moderation/names/<uuid:uuid>/", names.look_at_name, name="peers_look_at_name"),
    path("peers/supporters/", supporters.supporters, name="peer_supporters"),
    path("peers/supporters/mine/<uuid:uuid>/", supporters.own_words, name="peer_supporter_words"),
    path("peers/posts/<uuid:uuid>/change/", writing.change, name="peers_change"),
    path("peers/posts/<uuid:uuid>/take-away/", writing.take_away, name="peers_take_away"),
    path("peers/posts/<uuid:uuid>/helpful/", reading.helpful, name="peers_helpful"),
    path("peers/posts/<uuid:uuid>/report/", reading.report, name="peers_report"),
    path("peers/posts/<uuid:uuid>/page/", writing.page_for_everybody, name="peers_page"),
    path("peers/<uuid:uuid>/", reading.question, name="peers_question"),
    path("peers/<uuid:uuid>/answer/", writing.answer, name="peers_answer"),
    path("organisation/<uuid:uuid>/moderators/", moderators.moderators, name="organisation_moderators"),
]
