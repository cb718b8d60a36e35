"""The addresses of plans that workers write."""

from django.urls import URLPattern, path

from planning.direct_planning import views

_PLAN = "direct-plans/<uuid:uuid>/"

urlpatterns: list[URLPattern] = [
    path("direct-plans/new/<uuid:uuid>/", views.begin, name="direct_plan_begin"),
    path(_PLAN, views.plan, name="direct_plan"),
    path(f"{_PLAN}write/", views.write, name="direct_plan_write"),
    path(f"{_PLAN}put-back/<uuid:part_uuid>/", views.put_back, name="direct_plan_put_back"),
    path(f"{_PLAN}answer/<uuid:part_uuid>/", views.answer, name="direct_plan_answer"),
    path(f"{_PLAN}who/", views.readers, name="direct_plan_readers"),
    path(f"{_PLAN}as/<slug:form>/", views.as_paper, name="direct_plan_as"),
]
