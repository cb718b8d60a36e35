// Says politely, to who cannot see it, that somebody wrote: a log of its own, so that a message that is drawn anew
// on the page is not read out again, and what was said before stays in order.
const KEPT = 10;
let log = null;

export function say(lines) {
  if (!lines.length) return;
  for (const words of lines) {
    const line = document.createElement("p");
    line.textContent = words;
    log.append(line);
  }
  while (log.children.length > KEPT) log.firstElementChild.remove();
}

// It has to be there before something is said in it.
log = document.createElement("div");
log.setAttribute("role", "log");
log.setAttribute("aria-label", "New messages");
log.className = "govuk-visually-hidden";
document.getElementById("main-content").append(log);
document.addEventListener("imw:leave", () => log.replaceChildren());
