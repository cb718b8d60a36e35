"""How forms become HTML."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template

from portal.components.dates import DateBoxesField
from portal.components.forms import DesignSystemForm, dress, errors_of, look
from portal.components.money import MoneyField

HOW = [("email", "By email"), ("phone", "By phone")]


class Everything(DesignSystemForm):
    answer = look(forms.CharField(widget=forms.Textarea, label="In my words", help_text="Big or small."), words=True)
    email = forms.EmailField(label="Email address")
    password = forms.CharField(widget=forms.PasswordInput, label="Password")
    born = DateBoxesField(label="When were you born?")
    how = look(forms.ChoiceField(widget=forms.RadioSelect, choices=HOW, label="How?"), reveals={"phone": "number"})
    number = forms.CharField(label="Which number?", required=False)
    days = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, choices=HOW, label="Which days?")
    agree = forms.BooleanField(label="Yes")
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


def test_signs_that_nobody_sees_are_no_answer_where_words_are_required() -> None:
    form = Everything({"answer": "\u200b\u2060", "number": "\u200b", "password": "\u2800\u2800"})
    assert form.errors["answer"] == ["Write an answer for “In my words”."]
    assert "number" not in form.errors and "password" not in form.errors
    assert "answer" not in Everything({"answer": "\u200bYes"}).errors


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("answer", "textarea"),
        ("email", "input"),
        ("password", "password"),
        ("born", "date"),
        ("how", "radios"),
        ("days", "checkboxes"),
        ("agree", "checkbox"),
        ("hidden", "hidden"),
    ],
)
def test_each_widget_is_the_component_it_should_be(name: str, kind: str) -> None:
    assert Everything()[name].kind == kind


def test_own_words_are_typed_in_their_own_voice() -> None:
    html = Everything()["answer"].as_field_group()
    assert 'class="govuk-textarea imw-textarea--words"' in html
    assert 'aria-describedby="id_answer_helptext"' in html
    assert 'id="id_answer_helptext"' in html


def test_every_error_links_to_a_control_that_can_have_the_focus() -> None:
    form = Everything({})
    html = str(form)
    for focus, _message in errors_of(form):
        assert re.search(rf'<(input|textarea|select)[^<>]* id="{focus}"', html), focus


def test_an_error_is_heard_with_its_control() -> None:
    html = Everything({})["email"].as_field_group()
    assert 'aria-describedby="id_email_error"' in html
    assert 'aria-invalid="true"' in html
    assert '<span class="govuk-visually-hidden">Error:</span> Write an answer for “Email address”.' in html


def test_a_revealed_field_stands_in_its_option_and_nowhere_else() -> None:
    html = str(Everything())
    assert html.count('name="number"') == 1
    assert 'data-aria-controls="conditional-id_how_1"' in html
    assert html.index('id="conditional-id_how_1"') < html.index('name="number"')


def test_radio_buttons_carry_no_aria_invalid() -> None:
    radios = Everything({})["how"].as_field_group()
    radios = radios[: radios.index("govuk-radios__conditional")]
    assert "aria-invalid" not in radios


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (("27", "3", "1954"), date(1954, 3, 27)),
        (("31", "2", "2020"), None),
        (("1", "", ""), None),
        (("31", "12", "2200"), date(2200, 12, 31)),
        (("31", "12", "9999"), None),
        (("6", "4", "26"), None),
        (("1", "1", "0001"), None),
        (("1", "1", "1900"), date(1900, 1, 1)),
    ],
)
def test_three_boxes_make_one_date(typed: tuple[str, str, str], found: date | None) -> None:
    form = Everything({f"born_{place}": part for place, part in enumerate(typed)})
    form.is_valid()
    assert form.cleaned_data.get("born") == found
    assert len(form.errors.get("born", [])) == (0 if found else 1)


@pytest.mark.parametrize(
    ("typed", "pounds"),
    [
        ("12.50", "12.50"),
        ("12,50", "12.50"),
        ("£1,200", "1200"),
        ("1,234,567.89", "1234567.89"),
        ("1 200", "1200"),
        ("£1,012.5", "1012.50"),
    ],
)
def test_a_sum_as_people_type_it(typed: str, pounds: str) -> None:
    assert MoneyField().clean(typed) == Decimal(pounds)


@pytest.mark.parametrize("typed", ["1,5", "1,2,3", "12,5000", "1.200,50", ",500"])
def test_a_comma_before_the_pence_never_makes_hundreds(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match=r"before the pence|sum in pounds"):
        MoneyField().clean(typed)


def test_a_form_of_another_package_can_be_dressed() -> None:
    class Plain(forms.Form):
        login = forms.EmailField(label="Email")

    form = Plain()
    assert "govuk-input" not in str(form["login"].as_field_group())
    assert "govuk-input" in str(dress(form)["login"].as_field_group())


def test_the_summary_is_silent_without_errors() -> None:
    template = Template("{% error_summary form %}")
    assert template.render(Context({"form": Everything()})).strip() == ""
    assert 'href="#id_born_0"' in template.render(Context({"form": Everything({})}))


def test_too_long_and_too_small_are_said_in_our_words() -> None:
    class Short(DesignSystemForm):
        name = forms.CharField(max_length=3)
        many = forms.IntegerField(min_value=2, max_value=5)

    assert Short({"name": "Joan", "many": "1"}).errors == {
        "name": ["This has 4 characters, and there is room for 3. Make it shorter."],
        "many": ["Write 2 or more."],
    }
    assert Short({"name": "Jo", "many": "6"}).errors == {"many": ["Write 5 or less."]}


def test_a_no_stands_beside_the_box_that_it_concerns() -> None:
    form = Everything({})
    form.refuse("That street is not ours.", "number")
    form.refuse("Nothing goes just now.", "somewhere else")
    assert form.errors["number"] == ["That street is not ours."]
    assert form.non_field_errors() == ["Nothing goes just now."]


def test_no_browser_cuts_off_what_is_too_long() -> None:
    class Short(DesignSystemForm):
        name = forms.CharField(max_length=3)

    form = Short({"name": "Joan of York"})
    assert "maxlength" not in str(form["name"])
    assert 'value="Joan of York"' in str(form["name"]), "all of it is still there, to be made shorter"
    assert "name" in form.errors
