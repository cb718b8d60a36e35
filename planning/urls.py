"""The addresses of this floor."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("planning.documents.urls")),
    path("", include("planning.coverage.urls")),
    path("", include("planning.exports.urls")),
    path("", include("planning.paper.urls")),
    path("", include("planning.rehearsal.urls")),
    path("", include("planning.trial.urls")),
    path("", include("planning.comments.urls")),
    path("", include("planning.carrying.urls")),
    path("", include("planning.money_sharing.urls")),
    path("", include("planning.assessments.urls")),
    path("", include("planning.sending.urls")),
    path("", include("planning.budgets.urls")),
    path("", include("planning.diary.urls")),
    path("", include("planning.diary_copies.urls")),
    path("", include("planning.limits.urls")),
    path("", include("planning.clock.urls")),
    path("", include("planning.money_checks.urls")),
    path("", include("planning.statements.urls")),
    path("", include("planning.signing_off.urls")),
    path("", include("planning.timesheets.urls")),
    path("", include("planning.job_descriptions.urls")),
    path("", include("planning.routes.urls")),
    path("", include("planning.spending.urls")),
    path("", include("planning.direct_planning.urls")),
]
