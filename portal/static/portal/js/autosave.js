// Saves a form while somebody writes. The form needs:
//   data-autosave-url="…"      where to POST what is in it
//   an element [data-saved]    that says how it went (the component saved_line)
// The answer is JSON: {saved_at: "10:42am", versions: {question: number}}, or, with status 409,
// {conflict_url: "…"}. Every request carries X-Requested-With: autosave.
const QUIET = 1500;
const AGAIN = 5000;
const NOT_SAVED = "Not saved yet. Your words are still on this page.";

function autosave(form) {
  const status = form.querySelector("[data-saved]") || document.querySelector("[data-saved]");
  let timer = 0;
  let running = false;
  let changed = false;
  let stopped = false;

  function say(text, { failed = false, link = null } = {}) {
    if (!status) return;
    // Saying the same again would make a screen reader repeat it.
    if (status.textContent !== text) status.textContent = text;
    status.classList.toggle("imw-status--not-saved", failed);
    if (!link) return;
    const anchor = document.createElement("a");
    anchor.href = link;
    anchor.textContent = "See both texts";
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
      if (answer.status === 409) {
        stopped = true;
        say("This answer was changed somewhere else too. Both texts are kept.", { failed: true, link: said.conflict_url });
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      keepVersions(said.versions);
      if (!changed) say(`Saved at ${said.saved_at}`);
    } catch {
      changed = true;
      say(NOT_SAVED, { failed: true });
      later(AGAIN);
    } finally {
      running = false;
      if (changed && !stopped) later(status?.classList.contains("imw-status--not-saved") ? AGAIN : QUIET);
    }
  }

  const note = () => {
    changed = true;
    later(QUIET);
  };

  form.addEventListener("input", note);
  form.addEventListener("change", note);
  form.addEventListener("submit", () => {
    stopped = true;
    clearTimeout(timer);
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
