"""Addresses of comments and suggestions, below their document's."""

from django.urls import URLPattern, URLResolver, include, path

from planning.comments.views import conversations, page, suggestions

_conversation: list[URLPattern | URLResolver] = [
    path("reply/", conversations.reply, name="comment_reply"),
    path("done/", conversations.done, name="comment_done"),
    path("reopen/", conversations.reopen, name="comment_reopen"),
    path("open/", conversations.open_to_all, name="comment_open"),
    path("close/", conversations.close, name="comment_close"),
]
_suggestion: list[URLPattern | URLResolver] = [
    path("accept/", suggestions.accept, name="suggestion_accept"),
    path("change/", suggestions.change, name="suggestion_change"),
    path("decline/", suggestions.decline, name="suggestion_decline"),
    path("later/", suggestions.later, name="suggestion_later"),
]
_comments: list[URLPattern | URLResolver] = [
    path("", page.comments, name="document_comments"),
    path("add/<uuid:question_id>/", conversations.add, name="comment_add"),
    path("suggest/<uuid:question_id>/", suggestions.suggest, name="suggestion_add"),
    path("together/<uuid:question_id>/", suggestions.together, name="suggestions_together"),
    path("suggestions/<uuid:suggestion_uuid>/", include(_suggestion)),
    path("<uuid:comment_uuid>/", include(_conversation)),
]

urlpatterns = [path("documents/<uuid:uuid>/comments/", include(_comments))]
