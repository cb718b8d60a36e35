"""The wizard: one step a page, everything typed kept before anything else happens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
    QueryDict,
)
from django.utils import timezone
from formtools.wizard.views import NamedUrlWizardView

from content.questions.definitions import QuestionDefinition, SetDefinition, StepDefinition
from content.questions.kinds import kind_of
from content.wizards import held
from content.wizards.forms import StepForm
from content.wizards.progress import asked_now
from content.wizards.stores import AnswerChange, AnswerStore, Saved
from portal.components.dates import clock
from portal.files.policies import Refused

View = Callable[..., HttpResponseBase]
AUTOSAVE = "autosave"


@dataclass(frozen=True)
class Around:
    """What a page shows around one question. who: "you and Sunita", "" for no line; panels: of higher slices."""

    who: str = ""
    who_url: str = ""
    typed_by: str = ""
    panels: list[Any] = field(default_factory=list)


def keeps_words(view: View) -> View:
    """Put this around a step's view, outside of its audience: a form that arrives signed out loses nothing.

    What it carries is held for the person who opened it, who then signs in and finds it in its boxes.
    """

    @wraps(view)
    def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and not request.user.is_authenticated:
            kept = held.hold(request.POST, path=request.path, at=timezone.now())
            if request.headers.get("X-Requested-With") == AUTOSAVE:
                return JsonResponse({"held": kept}, status=401)
        return view(request, *args, **kwargs)

    return keeping


class WizardView(NamedUrlWizardView):
    """One step of a wizard over an AnswerStore.

    A subclass gives the store, the addresses, and what stands around each question. A GET changes no answer;
    a POST keeps what was typed and then does what the pressed button (`go`) says: next, back, stop, skip,
    done, leave_out, add:<question>, remove:<question>:<row>, or nothing (autosave).
    """

    storage_name = "content.wizards.storage.StepOnlyStorage"
    template_name = "content/wizards/step.html"
    # formtools insists on a form; the real ones follow from the store.
    form_list = [("placeholder", forms.Form)]
    # Whether words of a signed-out form are held (there has to be an account to hold them for).
    holds_words = True

    def get_store(self) -> AnswerStore:
        """The answers of this wizard, as this reader may see and change them."""
        raise NotImplementedError

    def get_step_url(self, step: str) -> str:
        """The address of a step."""
        raise NotImplementedError

    def overview_url(self) -> str:
        """The task list."""
        raise NotImplementedError

    def check_url(self) -> str:
        """Check your answers."""
        raise NotImplementedError

    def around(self, questions: list[QuestionDefinition]) -> Mapping[str, Around]:
        """What stands around each question, by its id. A constant number of queries."""
        return {}

    def page_context(self) -> dict[str, Any]:
        """What the page says beside the step itself."""
        return {}

    @classmethod
    def as_step_view(cls, **initkwargs: Any) -> View:
        """The view, with the words of an expired sign-in kept."""
        view: View = cls.as_view(url_name="unused", **initkwargs)
        return view

    # --- formtools' own questions, answered from the store ----------------------------------------

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Before anything else: which wizard this is, and which step of it."""
        super().setup(request, *args, **kwargs)
        self.now = timezone.now()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A step that is not asked, or was never there, is not found."""
        self.store = self.get_store()
        self._look()
        step = self.definition.step(kwargs["step"])
        if step is None:
            raise Http404
        self.step = step
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def _look(self) -> None:
        """Read the questions that are asked, given the answers as they stand."""
        self.definition: SetDefinition = asked_now(self.store)

    def get_form_list(self) -> dict[str, type[forms.Form]]:
        """The steps that are asked now, in order."""
        return {step.slug: StepForm for step in self.definition.steps}

    def get_form(self, step: str | None = None, data: QueryDict | None = None, files: Any = None) -> StepForm:
        """The form of the step in the address."""
        return StepForm(
            data=data,
            files=files,
            step=self.step,
            answers=self.store.answers(),
            extra_rows=self._rows_asked_for(),
        )

    def _rows_asked_for(self) -> dict[str, int]:
        wanted = self.request.GET.get("add", "")
        return {wanted: 1} if wanted else {}

    # --- GET ----------------------------------------------------------------------------------

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """The step, with what is kept, or what was held when the sign-in ran out."""
        self.storage.current_step = self.step.slug
        self.store.visited(self.step.slug)
        waiting = self._held()
        form = self.get_form(data=waiting)
        response: HttpResponse = self.render(form, words_came_back=waiting is not None)
        return response

    def _held(self) -> QueryDict | None:
        if not self.holds_words or not self.request.user.is_authenticated:
            return None
        return held.held(self.request.user, path=self.request.path, at=self.now)

    # --- POST ---------------------------------------------------------------------------------

    def post(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep what was typed, then go where the pressed button says."""
        self.storage.current_step = self.step.slug
        form = self.get_form(data=self.request.POST, files=self.request.FILES)
        form.is_valid()
        self._keep_file(form)
        saved = self.store.save(self._decided(form))
        conflicts = [result for result in saved if result.conflict]
        if self.request.headers.get("X-Requested-With") == AUTOSAVE:
            return self._autosaved(saved, conflicts)
        if conflicts:
            return self._both_texts(form, conflicts)
        self._forget_held()
        return self._go(form)

    def _forget_held(self) -> None:
        if self.holds_words and self.request.user.is_authenticated:
            held.give_back(self.request.user, path=self.request.path)

    def _go(self, form: StepForm) -> HttpResponseBase:
        go, _, about = self.request.POST.get("go", "next").partition(":")
        if go in {"stop", "back"}:
            return self._leave(go)
        if form.bars_going_on() or (form.errors and go in {"next", "done"}):
            response: HttpResponse = self.render(form, kept_all_the_same=not form.bars_going_on())
            return response
        if go in {"add", "remove", "take_away"}:
            return self._stay(go, about)
        if go in {"done", "leave_out"}:
            self.store.mark(self.step.id, "done" if go == "done" else "left_out")
        elif go == "next" and self.store.marks().get(self.step.id) == "left_out":
            # Going on with answers in it takes back "left out".
            self.store.mark(self.step.id, "open")
        return HttpResponseRedirect(self._after_this())

    def _leave(self, go: str) -> HttpResponse:
        self._look()
        if go == "back":
            previous = self._neighbour(-1)
            return HttpResponseRedirect(self.get_step_url(previous.slug) if previous else self.overview_url())
        messages.success(self.request, f"Saved at {clock(self.now)}. You can go on whenever you like.")
        return HttpResponseRedirect(self.overview_url())

    def _after_this(self) -> str:
        # What was just typed may open or close later steps.
        self._look()
        following = self._neighbour(1)
        return self.get_step_url(following.slug) if following else self.check_url()

    def _neighbour(self, distance: int) -> StepDefinition | None:
        steps = list(self.definition.steps)
        place = next((n for n, step in enumerate(steps) if step.id == self.step.id), 0) + distance
        return steps[place] if 0 <= place < len(steps) else None

    def _stay(self, go: str, about: str) -> HttpResponse:
        question_id, _, row = about.partition(":")
        here = self.get_step_url(self.step.slug)
        if question_id not in {question.id for question in self.step.questions}:
            raise Http404
        if go == "add":
            return HttpResponseRedirect(f"{here}?add={question_id}#new-{question_id}")
        if go == "take_away":
            return HttpResponseRedirect(here)
        standing = self.store.answers().get(question_id)
        entries = list(standing.value or ()) if standing else []
        left = [entry for entry in entries if entry.get("id") != row]
        if standing and len(left) != len(entries):
            self.store.save([AnswerChange(question_id, left or None, standing.number)])
        return HttpResponseRedirect(f"{here}#q-{question_id}-group")

    def _keep_file(self, form: StepForm) -> None:
        """Take an uploaded file into its question, or say at its box why not. Everything else is kept either way."""
        self._taken: dict[str, Any] = {}
        for question in self.step.questions:
            upload = self.request.FILES.get(f"{question.id}-file")
            if question.kind != "file" or upload is None:
                continue
            try:
                taken = dict(self.store.keep_file(question.id, upload))
            except Refused as refusal:
                form.add_error(question.id, refusal.reason)
                continue
            self._taken[question.id] = taken | {"caption": (form.typed(question.id) or {}).get("caption", "")}

    # --- Two people at once ---------------------------------------------------------------------

    def _decided(self, form: StepForm) -> list[AnswerChange]:
        """The changes to keep: with the new file, and as chosen where two texts stood side by side."""
        found = []
        for change in form.changes():
            choice = self.request.POST.get(f"{change.question_id}-choice", "mine")
            if choice == "theirs":
                continue
            value = self._taken.get(change.question_id, change.value)
            if self.request.POST.get("go") == f"take_away:{change.question_id}":
                value = None
            if choice == "both":
                standing = self.store.answers().get(change.question_id)
                question = next(q for q in self.step.questions if q.id == change.question_id)
                value = kind_of(question).both(value, standing.value) if standing else value
            found.append(AnswerChange(change.question_id, value, change.seen))
        return found

    def _autosaved(self, saved: Any, conflicts: list[Saved]) -> JsonResponse:
        if conflicts and self.request.user.is_authenticated:
            held.hold_for(self.request.user, self.request.POST, path=self.request.path, at=self.now)
            return JsonResponse({"conflict_url": self.get_step_url(self.step.slug)}, status=409)
        versions = {result.question_id: result.answer.number for result in saved}
        return JsonResponse({"saved_at": clock(self.now), "versions": versions})

    def _both_texts(self, form: StepForm, conflicts: list[Saved]) -> HttpResponse:
        """Nothing was changed: show both, and let the person choose. What they typed travels in the form itself."""
        texts = []
        for conflict in conflicts:
            question = next(q for q in self.step.questions if q.id == conflict.question_id)
            kind, mine = kind_of(question), form.typed(question.id)
            texts.append(
                {
                    "question": question,
                    "mine": mine,
                    "theirs": conflict.answer,
                    "can_be_both": mine is not None
                    and conflict.answer.value is not None
                    and kind.both(mine, conflict.answer.value) is not None,
                }
            )
        numbers = {f"{conflict.question_id}-version" for conflict in conflicts}
        typed = [
            (name, value)
            for name, values in self.request.POST.lists()
            if name not in {"csrfmiddlewaretoken", *numbers} and not name.endswith("-choice")
            for value in values
        ]
        settled = {s.question_id: s.answer.number for s in conflicts}
        response: HttpResponse = self.response_class(
            request=self.request,
            template="content/wizards/conflict.html",
            context={
                "page_title": "Two people wrote here at once",
                "texts": texts,
                "typed": typed,
                "settled": settled,
                "step_url": self.get_step_url(self.step.slug),
                "back_url": self.overview_url(),
                **self.page_context(),
            },
            status=409,
            using=self.template_engine,
        )
        return response

    # --- The page -------------------------------------------------------------------------------

    def get_context_data(self, form: StepForm, **kwargs: Any) -> dict[str, Any]:
        """What content/wizards/step.html needs; see its beginning."""
        steps = list(self.definition.steps)
        place = next(n for n, step in enumerate(steps) if step.id == self.step.id)
        around = self.around(list(self.step.questions))
        answers = self.store.answers()
        return {
            **super().get_context_data(form=form, **kwargs),
            "page_title": self.step.title,
            "page_caption": f"Step {place + 1} of {len(steps)}",
            "page_lead": self.step.intro,
            "back_url": self.overview_url(),
            "back_label": self.definition.title,
            "step": self.step,
            "mark": self.store.marks().get(self.step.id, "open"),
            "has_previous": place > 0,
            "step_url": self.get_step_url(self.step.slug),
            "held_for": held.token(self.request.user, self.request.path) if self._can_hold() else "",
            "saved_at": max(
                (a.saved_at for q in self.step.questions if (a := answers.get(q.id)) and a.saved_at),
                default=None,
            ),
            "questions": [
                {
                    "question": question,
                    "field": form[question.id],
                    "number": form.seen(question.id)
                    if form.is_bound
                    else (answers[question.id].number if question.id in answers else 0),
                    "around": around.get(question.id, Around()),
                }
                for question in self.step.questions
            ],
            **self.page_context(),
        }

    def _can_hold(self) -> bool:
        return self.holds_words and self.request.user.is_authenticated
