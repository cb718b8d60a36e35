// "Exit this page", faster than the form alone: the page goes blank at once, the session is
// ended behind it, and this entry of the history becomes the everyday site. Shift three times
// does the same. Without script the form does it all, one page load later.
const form = document.querySelector("form[data-exit]");
const SHIFTS = 3;
const WITHIN = 5000;
let leaving = false;

function leave() {
  if (leaving) return;
  leaving = true;
  document.documentElement.classList.add("imw-left");
  document.title = "New tab";
  document.dispatchEvent(new CustomEvent("imw:leave"));
  // keepalive lets the request outlive this page; "manual" because nobody reads the answer.
  fetch(form.action, {
    method: "POST",
    credentials: "same-origin",
    redirect: "manual",
    keepalive: true,
  }).catch(() => {});
  window.location.replace(form.dataset.exitTo);
}

if (form) {
  const status = form.querySelector("[data-exit-status]");
  let presses = [];

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });

  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift") {
      // Shift with a letter is typing, not leaving.
      presses = [];
      return;
    }
    const now = Date.now();
    presses = [...presses.filter((at) => now - at < WITHIN), now];
    const missing = SHIFTS - presses.length;
    if (missing <= 0) leave();
    else status.textContent = `Press Shift ${missing} more ${missing === 1 ? "time" : "times"} to leave this page.`;
  });

  // A browser that kept the page in memory must not show it again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && leaving) window.location.replace(form.dataset.exitTo);
  });
}
