"""The wizard: one step a page, everything typed kept before anything else happens."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
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
from content.questions.kinds.files import moved
from content.wizards import conflicts, held
from content.wizards.around import Around
from content.wizards.forms import StepForm
from content.wizards.keeping import AUTOSAVE, View
from content.wizards.progress import askable, asked_now
from content.wizards.sent import SentForm, without_entry
from content.wizards.stores import AnswerChange, AnswerStore, Saved
from portal.components.dates import clock
from portal.files.policies import Refused

# Buttons that do something to one answer, and lead back to its step.
ABOUT_AN_ANSWER = {"add", "remove", "take_away", "up", "down", "here"}
ONE_MORE = "Saved. There is one more question for you here, because of what you answered."


class WizardView(NamedUrlWizardView):
    """One step of a wizard over an AnswerStore.

    A subclass gives the store, the addresses, and what stands around each question. A GET changes no answer;
    a POST keeps what was typed and then does what the pressed button (`go`) says: next, back, stop, skip, anyway,
    done, leave_out, add:<question>, remove:<question>:<entry>, up and down like remove, take_away:<question>,
    here:<question> (stay on the page); let_go alone forgets held words instead. Autosave (the header
    X-Requested-With) presses nothing: 200 {saved_at, versions}, 409 {conflict_url, versions}, 422 {versions}
    where something is too long, 401 {held} when signed out.
    """

    storage_name = "content.wizards.storage.StepOnlyStorage"
    template_name = "content/wizards/step.html"
    # formtools insists on a form; the real ones follow from the store.
    form_list = [("placeholder", forms.Form)]
    # Whether words that could not be saved are held, and earlier ones kept: there has to be an account for that.
    holds_words = True
    # Whether steps can be marked as done or left out here.
    marks_steps = True

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

    def files_url(self) -> str:
        """Below which address the files of this wizard are served, "" where it takes none."""
        return ""

    def around(self, questions: list[QuestionDefinition]) -> Mapping[str, Around]:
        """What stands around each question, by its id. A constant number of queries."""
        return {}

    def page_context(self) -> dict[str, Any]:
        """What the page says beside the step itself."""
        return {}

    @classmethod
    def as_step_view(cls, **initkwargs: Any) -> View:
        """The view for the address of a step; every address has its step, so formtools' own names are unused."""
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
        if request.method == "POST":
            step = self._step_as_sent(kwargs["step"], step)
        if step is None:
            raise Http404
        self.step = step
        self._numbers: dict[str, int] = {}
        self._words_back: held.Held | None = None
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def _step_as_sent(self, slug: str, asked: StepDefinition | None) -> StepDefinition | None:
        """The step with the questions that were on the page, too: in another window their condition may have
        ended meanwhile, and the words typed here are kept all the same."""
        whole = askable(self.store).step(slug)
        if whole is None:
            return None
        ids = {question.id for question in asked.questions} if asked else set()
        ids |= {question.id for question in whole.questions if f"{question.id}-version" in self.request.POST}
        questions = tuple(question for question in whole.questions if question.id in ids)
        return replace(whole, questions=questions) if questions or asked else None

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
            earlier=self.store.entries_before,
            files_url=self.files_url(),
        )

    def _rows_asked_for(self) -> dict[str, int]:
        wanted = self.request.GET.get("add", "")
        return {wanted: 1} if wanted else {}

    # --- GET ----------------------------------------------------------------------------------

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """The step, with what is kept, or with words that could not be saved at once."""
        self.store.visited(self.step.slug)
        self._words_back = self._waiting()
        words = self._words_back.words if self._words_back else None
        form = self.get_form(data=words)
        if words is not None:
            for question in self.step.questions:
                if carried := conflicts.carried_files(words, question.id, self.request.path):
                    form.take(question.id, carried)
            if meanwhile := conflicts.clashes(form):
                return self._both_texts(form, meanwhile, words, status=200)
        response: HttpResponse = self.render(form)
        return response

    def _waiting(self) -> held.Held | None:
        if not self._can_hold():
            return None
        return held.waiting(self.request.user, path=self.request.path, at=self.now)

    # --- POST ---------------------------------------------------------------------------------

    def post(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep what was typed, then go where the pressed button says."""
        if self.request.POST.get("go") == "let_go":
            self._forget_held()
            return HttpResponseRedirect(self.get_step_url(self.step.slug))
        data, choices = conflicts.chosen(self.request.POST, self.step)
        form = self.get_form(data=data, files=self.request.FILES)
        sent = SentForm(self.request, form, choices)
        form.is_valid()
        sent.take_files(self.store)
        try:
            saved = self.store.save(sent.changes())
        except Refused as refusal:
            form.add_error(None, refusal.reason)
            return self._not_kept(form)
        self._numbers = {result.question_id: result.answer.number for result in saved if not result.conflict}
        clashing = [result for result in saved if result.conflict]
        if clashing:
            return self._clashed(sent, clashing)
        barred = form.bars_going_on(but=sent.given_up)
        if barred or sent.refused:
            return self._not_kept(form, the_rest_is=not barred)
        self._forget_held()
        if self._is_autosave():
            return JsonResponse({"saved_at": clock(self.now), "versions": self._numbers})
        return self._go(sent)

    def _is_autosave(self) -> bool:
        return bool(self.request.headers.get("X-Requested-With") == AUTOSAVE)

    def _forget_held(self) -> None:
        """Only the words that this very page showed: another page's may still wait for theirs."""
        number = self.request.POST.get(held.SHOWN, "")
        if self._can_hold() and number.isdecimal() and len(number) < 18:
            held.give_back(self.request.user, path=self.request.path, number=int(number))

    def _not_kept(self, form: StepForm, *, the_rest_is: bool = False) -> HttpResponseBase:
        """Something could not be kept at all: words stay in their box and a file says why, whatever was pressed."""
        if self._is_autosave():
            return JsonResponse({"versions": self._numbers}, status=422)
        response: HttpResponse = self.render(form, kept_all_the_same=the_rest_is)
        return response

    def _go(self, sent: SentForm) -> HttpResponseBase:
        go = sent.go
        if go in ABOUT_AN_ANSWER:
            return self._stay(go, sent.about)
        on_the_page = {question.id for question in self.step.questions}
        self._look()
        if self._words_still_wait():
            return HttpResponseRedirect(self.get_step_url(self.step.slug))
        if go in {"stop", "back"}:
            return self._leave(go)
        if sent.form.errors and go in {"next", "done"} and not sent.choices:
            response: HttpResponse = self.render(sent.form, kept_all_the_same=True)
            return response
        if go in {"next", "done"} and (more := self._asked_since(on_the_page)):
            messages.info(self.request, ONE_MORE)
            return HttpResponseRedirect(f"{self.get_step_url(self.step.slug)}#q-{more}-group")
        if go in {"done", "leave_out"}:
            self.store.mark(self.step.id, "done" if go == "done" else "left_out")
        elif go == "next" and self.store.marks().get(self.step.id) == "left_out" and self._has_answers():
            # Going on with answers in it takes back "left out".
            self.store.mark(self.step.id, "open")
        following = self._neighbour(1)
        return HttpResponseRedirect(self.get_step_url(following.slug) if following else self.check_url())

    def _words_still_wait(self) -> bool:
        """Whether another page's words wait for this step, after those of this page were saved."""
        return held.SHOWN in self.request.POST and self._waiting() is not None

    def _has_answers(self) -> bool:
        answers = self.store.answers()
        return any(q.id in answers and answers[q.id].value is not None for q in self.step.questions)

    def _asked_since(self, on_the_page: set[str]) -> str | None:
        """A question of this step that is asked only since its page was sent."""
        step = self.definition.step(self.step.slug)
        questions = step.questions if step else ()
        return next((question.id for question in questions if question.id not in on_the_page), None)

    def _leave(self, go: str) -> HttpResponse:
        if go == "back":
            previous = self._neighbour(-1)
            return HttpResponseRedirect(self.get_step_url(previous.slug) if previous else self.overview_url())
        messages.success(self.request, f"Saved at {clock(self.now)}. You can go on whenever you like.")
        return HttpResponseRedirect(self.overview_url())

    def _neighbour(self, distance: int) -> StepDefinition | None:
        """The step before or after this one, also where this one has just ceased to be asked."""
        order = {step.id: place for place, step in enumerate(askable(self.store).steps)}
        here = order[self.step.id]
        steps = sorted(self.definition.steps, key=lambda step: distance * order[step.id])
        return next((step for step in steps if distance * (order[step.id] - here) > 0), None)

    def _stay(self, go: str, about: str) -> HttpResponse:
        question_id, _, entry_id = about.partition(":")
        here = self.get_step_url(self.step.slug)
        if question_id not in {question.id for question in self.step.questions}:
            raise Http404
        if go == "add":
            # No fragment: the new row's first box takes the focus, and a fragment would keep it from that.
            return HttpResponseRedirect(f"{here}?add={question_id}")
        if go in {"take_away", "here"}:
            return HttpResponseRedirect(f"{here}#q-{question_id}-group" if go == "here" else here)
        standing = self.store.answers().get(question_id)
        if standing and isinstance(standing.value, list):
            value = (
                without_entry(standing.value, entry_id)
                if go == "remove"
                else moved(standing.value, entry_id, up=go == "up")
            )
            self.store.save([AnswerChange(question_id, value, standing.number)])
        return HttpResponseRedirect(f"{here}#q-{question_id}-group")

    # --- Two people at once ---------------------------------------------------------------------

    def _clashed(self, sent: SentForm, clashing: Sequence[Saved]) -> HttpResponse:
        """Somebody else saved first. What was typed waits here, too, so that leaving the page loses nothing."""
        words = self.request.POST.copy()
        for question_id, taken in sent.taken.items():
            words[f"{question_id}-taken"] = conflicts.file_token(question_id, self.request.path, taken)
        if self._can_hold():
            page = held.page_of(words, path=self.request.path)
            self._forget_held()
            number = held.hold_for(self.request.user, words, path=self.request.path, at=self.now, page=page)
            self._words_back = held.Held(number, words) if number else None
        if self._is_autosave():
            # Without an account nothing waits at that address: both texts are shown once a button is pressed.
            url = self.get_step_url(self.step.slug) if self._can_hold() else ""
            return JsonResponse({"conflict_url": url, "versions": self._numbers}, status=409)
        return self._both_texts(sent.form, clashing, words, status=409)

    def _both_texts(
        self,
        form: StepForm,
        clashing: Sequence[Saved],
        words: QueryDict,
        *,
        status: int,
    ) -> HttpResponse:
        """Show both, and let the person choose. What they typed travels in the form itself."""
        context = {
            "page_title": "Two texts for one answer",
            **conflicts.choices_of(form, clashing, words),
            "files_url": self.files_url(),
            "held_back": self._words_back.number if self._words_back else "",
            "has_history": self.holds_words,
            "step_url": self.get_step_url(self.step.slug),
            "back_url": self.overview_url(),
            **self.page_context(),
        }
        response: HttpResponse = self.response_class(
            request=self.request,
            template="content/wizards/conflict.html",
            context=context,
            status=status,
            using=self.template_engine,
        )
        return response

    # --- The page -------------------------------------------------------------------------------

    def get_context_data(self, form: StepForm, **kwargs: Any) -> dict[str, Any]:
        """What content/wizards/step.html needs; see its beginning."""
        steps = list(self.definition.steps)
        place = next((n for n, step in enumerate(steps) if step.id == self.step.id), 0)
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
            "marks_steps": self.marks_steps,
            "mark": self.store.marks().get(self.step.id, "open"),
            "has_previous": place > 0,
            "step_url": self.get_step_url(self.step.slug),
            "words_came_back": self._words_back is not None,
            "held_back": self._words_back.number if self._words_back else "",
            "held_for": held.token(self.request.user, self.request.path) if self._can_hold() else "",
            "saved_at": max(
                (a.saved_at for q in self.step.questions if (a := answers.get(q.id)) and a.saved_at),
                default=None,
            ),
            "questions": [
                {
                    "question": question,
                    "field": form[question.id],
                    "number": self._number(form, question.id),
                    "around": around.get(question.id, Around()),
                }
                for question in self.step.questions
            ],
            **self.page_context(),
        }

    def _number(self, form: StepForm, question_id: str) -> int:
        """The number of the answer that this page shows: the one just saved, the one seen, or the one that stands."""
        if question_id in self._numbers:
            return self._numbers[question_id]
        if form.is_bound:
            return form.seen(question_id)
        return form.answers[question_id].number if question_id in form.answers else 0

    def _can_hold(self) -> bool:
        return self.holds_words and self.request.user.is_authenticated
