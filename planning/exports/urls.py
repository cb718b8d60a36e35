"""The addresses of taking documents along."""

from django.urls import URLPattern, path

from planning.exports.views import bringing_in, copies

_DOCUMENT = "documents/<uuid:uuid>/"
_VERSION = f"{_DOCUMENT}versions/<int:number>/"
_COPY = f"{_DOCUMENT}export/<uuid:copy_uuid>/"

urlpatterns: list[URLPattern] = [
    path("documents/import/", bringing_in.document_import, name="document_import"),
    path(f"{_DOCUMENT}export/", copies.document_export, name="document_export"),
    path(f"{_DOCUMENT}export/print/", copies.document_print, name="document_print"),
    path(_COPY, copies.prepared_copy, name="document_export_ready"),
    path(f"{_COPY}file/", copies.prepared_file, name="document_export_file"),
    path(f"{_VERSION}export/", copies.version_export, name="document_version_export"),
    path(f"{_VERSION}export/print/", copies.version_print, name="document_version_print"),
]
