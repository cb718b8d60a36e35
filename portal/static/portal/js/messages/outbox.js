// What was written and is not kept yet: it stands below the messages until the server has it, in order, each under
// the id that it had from the start, so that trying again never makes two of one.
import { composer } from "./composer.js";

const SENDING = "Sending…";
// Beside each message that waits; what that means is said once, below all of them.
const WAITING = "Waiting";
const KEEP_TRYING = "Not sent yet. We keep trying while this page is open.";
const REFUSED = "This could not be sent.";
const TOO_LARGE = "These files are too large for one message. Send fewer, or smaller ones.";
const FIRST_WAIT = 2000;
const LONGEST_WAIT = 30_000;
const WORDS_TAKE = 30_000;
const FILES_TAKE = 300_000;
// A request that outlives its page may hold so much.
const KEEPALIVE = 60_000;

export function outbox(form, element, { address, kept, seenBy, signedOut, notOpen }) {
  const waiting = [];
  let sending = null;
  let timer = 0;
  let wait = FIRST_WAIT;
  let stopped = false;
  let holds = false;
  const nothing = { hold: () => signedOut(false), waiting: () => 0, sends: () => false, stop() {}, lock() {}, clear() {} };
  if (!form) return nothing;

  const place = document.createElement("section");
  place.className = "imw-unsent";
  place.setAttribute("aria-label", "Not sent yet");
  place.hidden = true;
  const status = document.createElement("p");
  status.className = "imw-status imw-status--not-saved";
  status.setAttribute("role", "status");
  const items = document.createElement("ul");
  items.className = "imw-thread";
  const again = document.createElement("button");
  again.type = "button";
  again.className = "govuk-button govuk-button--secondary";
  again.textContent = "Try again now";
  again.hidden = true;
  place.append(items, again);
  form.before(place, status);

  const box = composer(form, (entry) => {
    waiting.push(entry);
    items.append(entry.item);
    draw();
    next();
  });

  function draw(words = "") {
    place.hidden = !waiting.length;
    again.hidden = !waiting.some((entry) => entry.tried && !entry.refused);
    status.classList.toggle("imw-status--not-saved", Boolean(words));
    if (status.textContent !== words) status.textContent = words;
  }

  function body(entry, held = "") {
    const data = new FormData();
    for (const [name, value] of entry.data) if (name !== "held-for") data.append(name, value);
    if (held) data.set("held-for", held);
    return data;
  }

  const post = (data, patience, keepalive) =>
    fetch(address, {
      method: "POST",
      body: data,
      credentials: "same-origin",
      redirect: "manual",
      keepalive,
      headers: { Accept: "application/json", "X-Requested-With": "autosave" },
      signal: AbortSignal.timeout(patience),
    });

  // One after the other: what was written first is sent first.
  async function next() {
    clearTimeout(timer);
    const entry = waiting.find((each) => !each.refused);
    if (stopped || sending || !entry) return;
    sending = entry;
    if (!entry.tried) entry.say(SENDING);
    let answer = null;
    let said = {};
    try {
      answer = await post(body(entry), entry.files.length ? FILES_TAKE : WORDS_TAKE, !entry.files.length && entry.words.length < KEEPALIVE / 4);
      if (answer.type !== "opaqueredirect") said = await answer.json().catch(() => ({}));
    } catch {
      answer = null;
    }
    sending = null;
    if (!stopped) settle(entry, answer, said);
  }

  function settle(entry, answer, said) {
    if (answer?.ok && said.html) {
      wait = FIRST_WAIT;
      remove(entry);
      kept(said);
      next();
    } else if (answer && (answer.type === "opaqueredirect" || answer.status === 401)) hold();
    else if (answer?.status === 404) notOpen();
    else if (answer && answer.status >= 400 && answer.status < 500 && answer.status !== 408 && answer.status !== 429) {
      if (said.seen_by) ask(entry, said);
      else refuse(entry, said.reason || Object.values(said.errors || {}).join(" ") || (answer.status === 413 ? TOO_LARGE : REFUSED));
      next();
    } else retry(entry);
  }

  function retry(entry) {
    entry.tried = true;
    for (const each of waiting) if (!each.refused) each.say(WAITING);
    draw(KEEP_TRYING);
    timer = setTimeout(next, wait * (0.5 + Math.random()));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  function refuse(entry, reason) {
    entry.refused = true;
    entry.say(reason);
    entry.offer("Change these words", () => {
      remove(entry);
      box.give(entry);
    });
    draw(reason);
  }

  // Others would read it than the page said: it goes when its writer says once more that it shall.
  function ask(entry, said) {
    seenBy(said);
    const sendIt = () => {
      entry.data = entry.data.map(([name, value]) => [name, name === "seen-by" ? said.seen_by : value]);
      entry.refused = false;
      for (const button of entry.item.querySelectorAll("button")) button.remove();
      box.focus();
      draw();
      next();
    };
    entry.offer("Send it", sendIt);
    refuse(entry, said.reason);
  }

  function remove(entry) {
    const had = entry.item.contains(document.activeElement);
    waiting.splice(waiting.indexOf(entry), 1);
    entry.item.remove();
    if (had || document.activeElement === again) box.focus();
    draw();
  }

  // The sign-in is over. What waits is put aside at the server for a day, for the same person; files cannot be.
  async function hold() {
    if (stopped || holds) return;
    holds = true;
    const words = [...waiting.map((entry) => entry.words), box.words()].filter(Boolean);
    let held = false;
    if (words.length) {
      const data = waiting.length ? body(waiting[0], box.token()) : body(box.entry(), box.token());
      data.set("words", words.join("\n\n"));
      for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
      held = await post(data, WORDS_TAKE, false)
        .then((answer) => answer.json())
        .then((said) => Boolean(said.held))
        .catch(() => false);
    }
    const files = waiting.some((entry) => entry.files.length);
    leaves = held && !files;
    signedOut(held && !files);
  }

  let leaves = false;
  again.addEventListener("click", next);
  window.addEventListener("online", () => {
    wait = FIRST_WAIT;
    next();
  });
  window.addEventListener("pageshow", (event) => event.persisted && next());
  window.addEventListener("beforeunload", (event) => {
    if (!leaves && (waiting.length || box.words())) event.preventDefault();
  });

  return {
    hold,
    sends: () => sending !== null,
    waiting: () => waiting.length + (box.words() ? 1 : 0),
    stop() {
      stopped = true;
      clearTimeout(timer);
      for (const entry of waiting) entry.say("Not sent.");
      again.hidden = true;
      status.textContent = "";
    },
    lock: () => box.lock(),
    clear() {
      stopped = true;
      leaves = true;
      waiting.length = 0;
      place.remove();
      box.clear();
    },
  };
}
