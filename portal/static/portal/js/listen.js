// Reads the page aloud, sentence by sentence, with voices of this device only: words never go
// to a cloud. Where there is no such voice, the button stays hidden.
const button = document.querySelector("[data-listen]");
const speech = window.speechSynthesis;
const READ = "h1, h2, h3, h4, p, li, dt, dd, blockquote, figcaption, label, legend, caption, th, td, .govuk-hint, summary, .govuk-details__text, .imw-person__name, .imw-person__role, textarea";
const LEAVE_OUT = "nav, script, style, button, .govuk-button, .imw-pills, .govuk-visually-hidden, [aria-hidden=true], [hidden], details:not([open]) > :not(summary)";

function voice() {
  const local = speech.getVoices().filter((each) => each.localService && each.lang.startsWith("en"));
  return local.find((each) => each.lang.replace("_", "-") === "en-GB") || local[0];
}

function words(element) {
  if (element.matches("textarea")) return element.value;
  const copy = element.cloneNode(true);
  copy.querySelectorAll(LEAVE_OUT).forEach((part) => part.remove());
  return copy.textContent;
}

function sentences(text) {
  const plain = text.replace(/\s+/g, " ").trim();
  if (!plain) return [];
  if (!("Segmenter" in Intl)) return plain.match(/[^.!?]+[.!?]*/g) || [];
  return [...new Intl.Segmenter("en-GB", { granularity: "sentence" }).segment(plain)].map((part) => part.segment);
}

function* script(main) {
  for (const element of main.querySelectorAll(READ)) {
    // A block inside a block is read with the inner one only.
    if (element.querySelector(READ) || element.closest(LEAVE_OUT)) continue;
    for (const sentence of sentences(words(element))) yield { element, sentence };
  }
}

function start() {
  const lines = script(document.getElementById("main-content"));
  let marked = null;

  function stop() {
    speech.cancel();
    marked?.classList.remove("imw-reading");
    marked = null;
    button.textContent = "Listen";
    button.setAttribute("aria-pressed", "false");
    button.onclick = start;
  }

  function next() {
    const { value, done } = lines.next();
    if (done) return stop();
    if (marked !== value.element) {
      marked?.classList.remove("imw-reading");
      marked = value.element;
      marked.classList.add("imw-reading");
      marked.scrollIntoView({ block: "nearest" });
    }
    const utterance = new SpeechSynthesisUtterance(value.sentence);
    utterance.voice = voice();
    utterance.lang = "en-GB";
    utterance.onend = () => marked && next();
    utterance.onerror = () => marked && stop();
    return speech.speak(utterance);
  }

  button.textContent = "Stop";
  button.setAttribute("aria-pressed", "true");
  button.onclick = stop;
  window.addEventListener("pagehide", stop, { once: true });
  document.addEventListener("imw:leave", stop, { once: true });
  next();
}

if (button && speech) {
  const show = () => {
    button.hidden = !voice();
  };
  button.setAttribute("aria-pressed", "false");
  button.onclick = start;
  show();
  // Browsers hand their voices over late.
  speech.addEventListener?.("voiceschanged", show);
}
