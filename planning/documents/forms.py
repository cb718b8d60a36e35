"""The small forms around a document: names, headings, questions, and who can see what."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms

from content.questions.definitions import SetDefinition
from planning.documents.enums import Audience
from portal.components.forms import DesignSystemForm, look

CHOOSE_WHO = "Choose who can see this."
AUDIENCES = (
    (Audience.EVERYONE, "Everyone I share this with"),
    (Audience.WORKER_ONLY, "Only me and my social worker"),
    (Audience.ONLY_ME, "Only me"),
)


class BeginForm(DesignSystemForm):
    """One kind of document, and the name of the form itself, so that sending it twice begins one document."""

    kind = forms.ChoiceField()
    key = forms.UUIDField(required=False)

    def __init__(self, *args: Any, kinds: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(kind, kind) for kind in kinds]


class TitleForm(DesignSystemForm):
    """What a document is called."""

    title = look(
        forms.CharField(
            label="What do you want to call it?",
            max_length=120,
            error_messages={
                "required": "Write a name for it.",
                "max_length": "This name is too long. Use 120 letters or fewer.",
            },
        ),
        width=30,
    )


class KeepVersionForm(DesignSystemForm):
    """Keeping a version: a name if one likes, and the name of the form itself, so that sending it twice makes one."""

    name = look(
        forms.CharField(
            label="Give it a name, if you like",
            help_text="For example “Before the meeting”. Only you see this name.",
            max_length=120,
            required=False,
            error_messages={"max_length": "This name is too long. Use 120 letters or fewer."},
        ),
        width=30,
    )
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)


class HeadingForm(DesignSystemForm):
    """A heading of one's own, and where it goes."""

    title = forms.CharField(
        label="Your heading",
        help_text="For example “My music” or “Things I worry about”.",
        max_length=120,
        error_messages={
            "required": "Write a heading.",
            "max_length": "This heading is too long. Use 120 letters or fewer.",
        },
    )


class NewHeadingForm(HeadingForm):
    """Asks for the place too."""

    after = forms.ChoiceField(label="Where shall it go?", required=False)

    def __init__(self, *args: Any, definition: SetDefinition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        after = [(step.id, f"After “{step.title}”") for step in definition.steps]
        self._choices("after", [("", "At the end"), *after])

    def _choices(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices


class QuestionForm(DesignSystemForm):
    """A question of one's own."""

    label = forms.CharField(
        label="Your question",
        help_text="For example “What do I want people to know about my dog?”",
        max_length=200,
        error_messages={
            "required": "Write a question.",
            "max_length": "This question is too long. Use 200 letters or fewer.",
        },
    )


class NewQuestionForm(QuestionForm):
    """Asks under which heading too."""

    step = forms.ChoiceField(
        label="Under which heading?", error_messages={"invalid_choice": "Choose one of the headings."}
    )

    def __init__(self, *args: Any, definition: SetDefinition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["step"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(step.id, step.title) for step in definition.steps]


class AudienceForm(DesignSystemForm):
    """Who may see the answer to one question."""

    audience = look(
        forms.ChoiceField(
            label="Who can see this answer?",
            choices=AUDIENCES,
            widget=forms.RadioSelect,
            error_messages={
                "required": "Choose who can see this.",
                "invalid_choice": "Choose who can see this.",
            },
        ),
        option_hints={
            Audience.EVERYONE: "Everybody on the page “Who can see this”.",
            Audience.WORKER_ONLY: "And whoever stands in for them.",
            Audience.ONLY_ME: "To others it looks as if you had left it empty.",
        },
    )


class PartsForm(DesignSystemForm):
    """Who may see each answer, all on one page. Fields are named by the question's id."""

    def __init__(self, *args: Any, definition: SetDefinition, audiences: Mapping[str, str], **kwargs: Any) -> None:
        kwargs["initial"] = {q.id: audiences.get(q.id, Audience.EVERYONE) for q in definition.questions()}
        super().__init__(*args, **kwargs)
        self.definition = definition
        for question in definition.questions():
            self.fields[question.id] = look(
                forms.ChoiceField(
                    label=question.label,
                    choices=AUDIENCES,
                    required=False,
                    error_messages={"invalid_choice": CHOOSE_WHO},
                ),
                label_size="s",
            )

    def by_step(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields below the headings of their steps."""
        steps = self.definition.steps
        return [(step.title, [self[q.id] for q in step.questions]) for step in steps if step.questions]

    def changes(self) -> dict[str, str]:
        """What was chosen anew, by question id."""
        return {
            question: self.cleaned_data[question] for question in self.changed_data if self.cleaned_data.get(question)
        }


class LeftOutForm(DesignSystemForm):
    """The questions that one share leaves out, by step. Fields are named by the step's id."""

    def __init__(self, *args: Any, definition: SetDefinition, left_out: Collection[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        before = {str(question) for question in left_out}
        self.some_before = bool(before)
        # What is not asked any more stays left out.
        self.not_asked = before - {question.id for question in definition.questions()}
        for step in definition.steps:
            if step.questions:
                self.fields[step.id] = look(
                    forms.MultipleChoiceField(
                        label=step.title,
                        choices=[(question.id, question.label) for question in step.questions],
                        initial=[question.id for question in step.questions if question.id in before],
                        widget=forms.CheckboxSelectMultiple,
                        required=False,
                    ),
                    label_size="s",
                )

    def left_out(self) -> list[UUID]:
        """Every question that is ticked."""
        ticked = {question for step in self.cleaned_data.values() for question in step}
        return [UUID(question) for question in sorted(ticked | self.not_asked)]


class AbilitiesForm(DesignSystemForm):
    """What somebody in the circle may do with this document. Each tick stands for itself."""

    can_see = look(
        forms.BooleanField(
            label="Read it",
            required=False,
            help_text="Everything, apart from what you mark “only me” or “only me and my social worker”.",
        )
    )
    can_comment = forms.BooleanField(label="Write comments beside my words", required=False)
    can_suggest = forms.BooleanField(
        label="Suggest other words", required=False, help_text="Your words change only if you say yes."
    )
    can_edit = forms.BooleanField(
        label="Write in it with me", required=False, help_text="You can always see who wrote what."
    )
    can_see_budget = forms.BooleanField(label="See my budget", required=False)

    def __init__(self, *args: Any, budget: bool = True, **kwargs: Any) -> None:
        """budget: whether who fills it in decides about the budget, too."""
        super().__init__(*args, **kwargs)
        if not budget:
            del self.fields["can_see_budget"]

    def clean(self) -> dict[str, Any]:
        """Whoever may do anything with it may read it; the page says so."""
        ticks = dict(self.cleaned_data)
        if any(ticks.get(name) for name in ("can_comment", "can_suggest", "can_edit")) and not ticks.get("can_see"):
            self.add_error("can_see", "To write or comment they have to read it. Tick “Read it” as well.")
        elif not ticks.get("can_see"):
            self.add_error("can_see", "Tick “Read it” to share this. If you would rather not, go back.")
        return ticks
