"""What a money page needs of higher slices, in the field's words."""

from typing import TYPE_CHECKING, Any

from django.apps import apps

if TYPE_CHECKING:
    from portal.accounts.models import User


def final_budget_of(person: "User") -> Any:
    """The final budget that counts (FinalBudget), with who decided it and when; None before a plan was agreed."""
    finals = apps.get_model("planning", "FinalBudget").objects
    return finals.filter(person=person).newest().select_related("decision__decided_by", "decision__sign_off").first()
