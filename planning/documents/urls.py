"""The addresses of documents."""

from django.urls import URLPattern, path

from planning.documents.views import comparing, deleting, files, own, pages, sharing, steps, versions

_DOCUMENT = "documents/<uuid:uuid>/"
_VERSION = f"{_DOCUMENT}versions/<int:number>/"
_HEADING = f"{_DOCUMENT}own/headings/<uuid:step_id>/"
_QUESTION = f"{_DOCUMENT}own/questions/<uuid:question_id>/"

urlpatterns: list[URLPattern] = [
    path("documents/", pages.documents, name="documents"),
    path("documents/deleted/", deleting.deleted, name="documents_deleted"),
    path("documents/new/", pages.new_document, name="document_new"),
    path(_DOCUMENT, pages.document, name="document"),
    path(f"{_DOCUMENT}name/", pages.rename, name="document_rename"),
    path(f"{_DOCUMENT}delete/", deleting.delete, name="document_delete"),
    path(f"{_DOCUMENT}put-back/", deleting.put_back, name="document_put_back"),
    path(f"{_DOCUMENT}newer/", pages.newer_questions, name="document_newer"),
    path(f"{_DOCUMENT}earlier/", pages.earlier, name="document_earlier"),
    path(f"{_DOCUMENT}beside/<int:pk>/", pages.words_beside, name="document_words_beside"),
    path(f"{_DOCUMENT}step/<slug:step>/", steps.document_step, name="document_step"),
    path(f"{_DOCUMENT}check/", steps.check, name="document_check"),
    path(f"{_DOCUMENT}share/", sharing.share, name="document_share"),
    path(f"{_DOCUMENT}share/worker/", sharing.share_with_worker, name="document_share_worker"),
    path(f"{_DOCUMENT}share/helper/<uuid:match_uuid>/", sharing.share_with_helper, name="document_share_helper"),
    path(
        f"{_DOCUMENT}share/person/<uuid:membership_uuid>/",
        sharing.share_with_person,
        name="document_share_person",
    ),
    path(f"{_DOCUMENT}share/<int:grant_id>/parts/", sharing.left_out, name="document_left_out"),
    path(f"{_DOCUMENT}share/stop/<int:grant_id>/", sharing.stop_sharing, name="document_stop_sharing"),
    path(f"{_DOCUMENT}share/parts/", sharing.parts, name="document_parts"),
    path(f"{_DOCUMENT}share/question/<uuid:question_id>/", sharing.audience, name="document_audience"),
    path(f"{_DOCUMENT}own/", own.own_parts, name="document_own"),
    path(f"{_DOCUMENT}own/headings/new/", own.add_heading, name="document_add_heading"),
    path(f"{_DOCUMENT}own/headings/begin/", own.begin_heading, name="document_begin_heading"),
    path(_HEADING, own.rename_heading, name="document_rename_heading"),
    path(f"{_HEADING}move/", own.move_heading, name="document_move_heading"),
    path(f"{_HEADING}remove/", own.remove_heading, name="document_remove_heading"),
    path(f"{_HEADING}restore/", own.restore_heading, name="document_restore_heading"),
    path(f"{_DOCUMENT}own/questions/new/", own.add_question, name="document_add_question"),
    path(_QUESTION, own.rename_question, name="document_rename_question"),
    path(f"{_QUESTION}move/", own.move_question, name="document_move_question"),
    path(f"{_QUESTION}remove/", own.remove_question, name="document_remove_question"),
    path(f"{_QUESTION}restore/", own.restore_question, name="document_restore_question"),
    path(f"{_DOCUMENT}files/<uuid:file_uuid>/", files.document_file, name="document_file"),
    path(f"{_DOCUMENT}versions/", versions.versions, name="document_versions"),
    path(f"{_DOCUMENT}versions/compare/", comparing.compare_versions, name="document_compare"),
    path(f"{_DOCUMENT}versions/since/", comparing.since_you_looked, name="document_since"),
    path(_VERSION, versions.version, name="document_version"),
    path(f"{_VERSION}back/", versions.go_back, name="document_go_back"),
    path(f"{_VERSION}files/<uuid:file_uuid>/", files.version_file, name="document_version_file"),
]
