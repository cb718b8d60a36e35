// Saves a form while somebody writes. The form needs:
//   data-autosave-url="…"      where to POST what is in it
//   an element [data-saved]    that says how it went (the component saved_line)
// The answer is JSON: {saved_at: "10:42am", versions: {question: number}}, or, with status 409,
// {conflict_url: "…", "" where both texts are shown only once a button is pressed}, or, with 401, {held: whether the words wait until one has signed in again}.
// Every answer may name the versions of what was saved all the same. Every request carries X-Requested-With: autosave.
const QUIET = 1500;
const AGAIN = 5000;
const PATIENCE = 8000;
const SIGNED_OUT = "You have been signed out. Your words are kept for a day.";
const ELSEWHERE = "This answer was changed somewhere else too. Both texts are kept.";
const IN_ANOTHER_WINDOW =
  "This answer was changed in another window too. Your words are still here. Press a button below to see both texts.";
const NOT_SAVED = "Not saved yet. Your words are still on this page.";

function autosave(form) {
  const status = form.querySelector("[data-saved]") || document.querySelector("[data-saved]");
  let timer = 0;
  let running = false;
  let changed = false;
  let stopped = false;
  let waiting = null;

  function say(text, { failed = false, link = null, label = "See both texts" } = {}) {
    if (!status) return;
    // Saying the same again would make a screen reader repeat it.
    if (status.textContent !== text) status.textContent = text;
    status.classList.toggle("imw-status--not-saved", failed);
    if (!link) return;
    const anchor = document.createElement("a");
    anchor.href = link;
    anchor.textContent = label;
    status.append(" ", anchor);
  }

  function keepVersions(versions = {}) {
    for (const [question, version] of Object.entries(versions)) {
      const field = form.elements.namedItem(`${question}-version`);
      if (field) field.value = version;
    }
  }

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  function body() {
    const data = new FormData(form);
    // Files are sent once, by the form itself.
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return data;
  }

  function send(options = {}) {
    return fetch(form.dataset.autosaveUrl, {
      method: "POST",
      body: body(),
      credentials: "same-origin",
      redirect: "error",
      headers: { "X-Requested-With": "autosave", Accept: "application/json" },
      ...options,
    });
  }

  async function save() {
    if (running || stopped || !changed) return;
    running = true;
    changed = false;
    try {
      const answer = await send();
      const said = await answer.json();
      keepVersions(said.versions);
      if (answer.status === 409) {
        stopped = true;
        say(said.conflict_url ? ELSEWHERE : IN_ANOTHER_WINDOW, { failed: true, link: said.conflict_url });
        return;
      }
      if (answer.status === 401 && said.held) {
        stopped = true;
        say(SIGNED_OUT, { failed: true, link: form.dataset.autosaveUrl, label: "Sign in and go on" });
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      if (!changed) say(`Saved at ${said.saved_at}`);
    } catch {
      changed = true;
      say(NOT_SAVED, { failed: true });
      later(AGAIN);
    } finally {
      running = false;
      sendNow();
      if (changed && !stopped) later(status?.classList.contains("imw-status--not-saved") ? AGAIN : QUIET);
    }
  }

  const note = () => {
    changed = true;
    later(QUIET);
  };

  form.addEventListener("input", note);
  form.addEventListener("change", note);
  // Somebody pressed a button while their words were on the way: the form goes after them, so that it
  // carries the numbers of what was just saved and meets no conflict with itself.
  function sendNow() {
    if (!waiting) return;
    const button = waiting.submitter;
    waiting = null;
    running = false;
    form.requestSubmit(button);
  }

  form.addEventListener("submit", (event) => {
    stopped = true;
    clearTimeout(timer);
    if (!running) return;
    event.preventDefault();
    if (!waiting) setTimeout(sendNow, PATIENCE);
    waiting = { submitter: event.submitter };
  });
  window.addEventListener("online", () => later(0));
  window.addEventListener("offline", () => changed && say(NOT_SAVED, { failed: true }));
  // The last words before "Exit this page": the request outlives the page.
  document.addEventListener("imw:leave", () => {
    if (changed && !stopped) send({ keepalive: true }).catch(() => {});
    stopped = true;
    clearTimeout(timer);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  // A page that comes back from the browser's memory may be sent again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) stopped = false;
  });
  // Only while something is unsaved; leaving by "Exit this page" never asks.
  window.addEventListener("beforeunload", (event) => {
    if (changed && !stopped) event.preventDefault();
  });
}

document.querySelectorAll("form[data-autosave-url]").forEach(autosave);
