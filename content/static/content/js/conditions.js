// "Ask this only if…" in the CMS: the question, and its answer, are chosen from what stands on the form.
// The boxes that Wagtail made keep what is chosen and are what is sent; a list of choices stands in their place.

const LABEL = /^(.*-questions-\d+)-value-label$/;
const WITHOUT_AN_ANSWER = ["answered", "not_answered"];

const named = (name) => document.getElementsByName(name)[0];

/** The boxes of all questions that are still on the form, in their order. */
const questions = () =>
  [...document.querySelectorAll("input[name$='-value-label']")].filter((box) => {
    const found = LABEL.exec(box.name);
    return found && named(`${found[1]}-deleted`)?.value !== "1";
  });

const option = (value, words) => {
  const made = document.createElement("option");
  made.value = value;
  made.textContent = words;
  return made;
};

/** A list of choices in place of a box, under the box's own label. */
const listInsteadOf = (box) => {
  const list = document.createElement("select");
  list.id = box.id;
  const described = box.getAttribute("aria-describedby");
  if (described) list.setAttribute("aria-describedby", described);
  box.removeAttribute("id");
  box.hidden = true;
  box.after(list);
  list.addEventListener("change", () => {
    box.value = list.value;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  });
  return list;
};

const show = (box, wanted) => {
  const field = box.closest("[data-contentpath]");
  if (field) field.hidden = !wanted;
};

class Condition extends window.StimulusModule.Controller {
  static values = { outcomes: Object };

  connect() {
    if (this.question) return;
    this.question = this.element.querySelector("[name$='-condition-question']");
    this.operator = this.element.querySelector("[name$='-condition-operator']");
    this.answer = this.element.querySelector("[name$='-condition-value']");
    if (!this.question || !this.operator || !this.answer) return;
    this.own = this.question.name.replace(/-value-condition-question$/, "-value-label");
    this.questionList = listInsteadOf(this.question);
    this.answerList = listInsteadOf(this.answer);
    this.target = questions().find((box) => box.value.trim() === this.question.value.trim());
    this.questionList.addEventListener("change", () => {
      this.target = questions().find((box) => box.value.trim() === this.questionList.value);
      this.answer.value = "";
      this.offer();
    });
    for (const list of [this.questionList, this.answerList]) {
      list.addEventListener("focus", () => this.offer());
    }
    this.operator.addEventListener("change", () => this.offer());
    this.follow = (event) => this.renamed(event);
    document.addEventListener("input", this.follow);
    this.offer();
  }

  disconnect() {
    document.removeEventListener("input", this.follow);
  }

  /** A question that is worded anew is still the same question. */
  renamed(event) {
    if (!this.target || event.target !== this.target) return;
    this.question.value = this.target.value.trim();
    this.offer();
  }

  offer() {
    this.offerQuestions();
    this.offerAnswers();
  }

  offerQuestions() {
    const chosen = this.question.value.trim();
    const words = questions().filter((box) => box.name !== this.own).map((box) => box.value.trim());
    const choices = [...new Set(words)].filter(Boolean).map((label) => option(label, label));
    if (chosen && !words.includes(chosen)) choices.push(option(chosen, `${chosen} (not in this set)`));
    this.questionList.replaceChildren(option("", "No question: always ask this"), ...choices);
    this.questionList.value = chosen;
  }

  offerAnswers() {
    const chosen = this.answer.value.trim();
    const known = this.answers();
    const compares = !WITHOUT_AN_ANSWER.includes(this.operator.value);
    show(this.operator, this.question.value);
    show(this.answer, this.question.value && compares);
    this.answer.hidden = known.length > 0;
    this.answerList.hidden = known.length === 0;
    // The label belongs to whichever of the two is in sight.
    const id = this.answerList.id || this.answer.id;
    (known.length ? this.answer : this.answerList).removeAttribute("id");
    (known.length ? this.answerList : this.answer).id = id;
    const choices = known.map(([key, words]) => option(key, words));
    if (chosen && !known.some(([key]) => key === chosen)) choices.push(option(chosen, `${chosen} (no such answer)`));
    this.answerList.replaceChildren(option("", "Choose an answer"), ...choices);
    this.answerList.value = chosen;
  }

  /** What can be answered to the question: pairs of what is kept and what is read. Empty where words are. */
  answers() {
    const prefix = this.target && LABEL.exec(this.target.name)?.[1];
    const kind = prefix && named(`${prefix}-type`)?.value;
    if (kind === "yes_no") return [["yes", "Yes"], ["no", "No"]];
    if (kind === "outcomes") return Object.entries(this.outcomesValue);
    if (kind !== "one_of" && kind !== "several_of") return [];
    return [...document.querySelectorAll(`input[name^='${prefix}-value-choices-'][name$='-value-key']`)]
      .map((box) => [box.name.replace(/-value-key$/, ""), box.value.trim()])
      .filter(([choice, key]) => key && named(`${choice}-deleted`)?.value !== "1")
      .map(([choice, key]) => [key, named(`${choice}-value-label`)?.value.trim() || key]);
  }
}

window.wagtail.app.register("imw-condition", Condition);
