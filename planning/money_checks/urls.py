"""The addresses of money checks."""

from django.urls import URLPattern, path

from planning.money_checks.views import looking, sharing

urlpatterns: list[URLPattern] = [
    path("budget/diary/<uuid:uuid>/share/", sharing.share, name="money_check_share"),
    path("money-checks/<uuid:uuid>/", looking.money_check, name="money_check"),
    path("money-checks/<uuid:uuid>/lines/<int:number>/", looking.line, name="money_check_line"),
    path("money-checks/<uuid:uuid>/receipts/<uuid:receipt_uuid>/", looking.receipt, name="money_check_receipt"),
    path("money-checks/<uuid:uuid>/take-back/", looking.take_back, name="money_check_take_back"),
    path("money-checks/wishes/<uuid:uuid>/away/", sharing.put_away, name="money_check_put_away"),
    path("caseload/<uuid:uuid>/money-check/", sharing.wish, name="money_check_wish"),
]
