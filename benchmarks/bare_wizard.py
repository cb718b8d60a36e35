"""What django-formtools gives out of the box: a wizard that keeps its answers in the session.

Its page is ours: the same frame, the same look of the fields, signed in, with "Exit this page". It has as many
steps and, on each, as many fields as the step of the support plan that it stands beside.
"""

from django import forms
from formtools.wizard.views import NamedUrlSessionWizardView

from portal.access.declarations import open_to
from portal.access.enums import Audience
from portal.components.forms import DesignSystemForm

STEPS = 8


class BareForm(DesignSystemForm):
    """A long text, yes or no, a text that goes with it, and another long text."""

    decide = forms.CharField(label="What do you want to decide for yourself?", widget=forms.Textarea)
    help = forms.ChoiceField(
        label="Would you like help with some decisions?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
    )
    more = forms.CharField(label="Who would help, and with what?", required=False)
    risk = forms.CharField(label="What might go wrong, and what would you do?", widget=forms.Textarea)


class BareWizard(NamedUrlSessionWizardView):
    """Nothing of ours but the page around it."""

    form_list = [(f"step-{number}", BareForm) for number in range(1, STEPS + 1)]
    template_name = "benchmarks/bare_wizard.html"


bare_wizard = open_to(Audience.SIGNED_IN)(BareWizard.as_view(url_name="bare_wizard"))
