// The box that the next message is written in. Enter makes a new line, the button sends, and Ctrl and Enter does too.
const HINT = "Enter makes a new line. The button sends, or press Ctrl and Enter.";
const NOTHING = "Write a few words, or add a photo, a file or a voice note.";
// A second press of the button, meant for the same words.
const TWICE = 800;

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export function composer(form, send) {
  const area = form.elements.namedItem("words");
  const field = (name) => form.elements.namedItem(name);
  let sentAt = 0;

  const hint = document.createElement("p");
  hint.className = "govuk-hint imw-write__keys";
  hint.id = `${area.id}-keys`;
  hint.textContent = HINT;
  area.after(hint);
  area.setAttribute("aria-describedby", [area.getAttribute("aria-describedby"), hint.id].filter(Boolean).join(" "));
  const trouble = document.createElement("p");
  trouble.className = "govuk-error-message";
  trouble.setAttribute("role", "alert");
  area.before(trouble);

  function entry() {
    const data = [...new FormData(form)].filter(([, value]) => !(value instanceof File) || value.name);
    const words = area.value.trim();
    const files = data.map(([, value]) => value).filter((value) => value instanceof File);
    return { data, words, files, tried: false, refused: false, ...drawn(words, files) };
  }

  function drawn(words, files) {
    const item = document.createElement("li");
    item.className = "imw-message imw-message--mine imw-message--unsent";
    const row = document.createElement("div");
    row.className = "imw-message__row";
    const bubble = document.createElement("div");
    bubble.className = "imw-bubble imw-bubble--mine";
    bubble.classList.toggle("imw-bubble--words", area.classList.contains("imw-textarea--words"));
    const text = document.createElement("div");
    text.className = "imw-bubble__text imw-message__plain";
    text.dir = "auto";
    text.textContent = [words, ...files.map((file) => file.name)].filter(Boolean).join("\n");
    const state = document.createElement("p");
    state.className = "imw-bubble__who";
    bubble.append(text, state);
    row.append(bubble);
    item.append(row);
    return {
      item,
      say: (said) => {
        state.textContent = said;
      },
      offer(label, does) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "govuk-button govuk-button--secondary imw-button--small";
        button.textContent = label;
        button.addEventListener("click", does);
        bubble.append(button);
      },
    };
  }

  function empty() {
    area.value = "";
    field("client_id").value = newId();
    field("held-back")?.remove();
    leaveOut();
    form.querySelector("[data-about]")?.remove();
    for (const box of form.querySelectorAll("input[type=file]")) box.value = "";
    for (const details of form.querySelectorAll("details[open]")) details.open = false;
    form.dispatchEvent(new CustomEvent("imw:sent"));
    area.dispatchEvent(new Event("input"));
  }

  function leaveOut() {
    field("reply_to").value = "";
    form.querySelector("[data-answered]")?.remove();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const now = entry();
    if (!now.words && !now.files.length) {
      if (Date.now() - sentAt < TWICE) return;
      trouble.textContent = NOTHING;
      area.focus();
      return;
    }
    trouble.textContent = "";
    sentAt = Date.now();
    empty();
    area.focus();
    send(now);
  });

  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });

  // "Reply" below a message, without leaving what is typed already.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-reply]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      answer(link);
    } else if (event.target.closest("[data-answered] a")) {
      event.preventDefault();
      leaveOut();
      area.focus();
    }
  });

  function answer(link) {
    const item = link.closest("[data-number]");
    const author = "mine" in item.dataset ? "yourself" : item.querySelector(".govuk-visually-hidden").textContent.replace(/ wrote:$/, "");
    const words = item.querySelector(".imw-bubble__text")?.textContent.replace(/\s+/g, " ").trim() || "A photo or a file";
    leaveOut();
    field("reply_to").value = link.dataset.reply;
    const quote = document.createElement("div");
    quote.className = "imw-quote";
    quote.dataset.answered = "";
    const who = document.createElement("p");
    who.textContent = `You answer ${author}: `;
    const without = document.createElement("a");
    without.href = "#write";
    without.textContent = "Leave that out";
    who.append(without);
    const what = document.createElement("p");
    what.textContent = words.length > 140 ? `${words.slice(0, 140)}…` : words;
    quote.append(who, what);
    form.querySelector(".govuk-form-group").before(quote);
    area.focus();
  }

  return {
    entry,
    words: () => area.value.trim(),
    token: () => field("held-for")?.value || "",
    focus: () => area.focus(),
    // Words that were refused come back to be changed, as another message.
    give({ words, files, data }) {
      area.value = [words, area.value].filter(Boolean).join("\n\n");
      const carrier = new DataTransfer();
      files.forEach((file) => carrier.items.add(file));
      const box = form.querySelector("input[type=file]");
      if (box && files.length) box.files = carrier.files;
      field("reply_to").value = data.find(([name]) => name === "reply_to")?.[1] || "";
      area.focus();
    },
    lock() {
      area.readOnly = true;
      form.querySelectorAll("button, .imw-write__more, .imw-write__keys").forEach((part) => part.setAttribute("hidden", ""));
      form.hidden = !area.value.trim();
    },
    clear() {
      area.value = "";
      form.remove();
    },
  };
}
