// Says in good time that a sign-in is about to end, and offers to stay (WCAG 2.2.1). The section needs:
//   data-session="…"          the address that says, by GET, how many seconds are left, and by POST prolongs it
//   data-session-seconds="…"  how many there are at least as the page is sent
//   data-session-text, data-session-button, data-session-sign-in inside
// Other windows prolong the same sign-in: before anything is said, the server is asked.
const WARN = 300;
// A timer of a browser holds no more than 24 days.
const LONGEST = 2_000_000;
const section = document.querySelector("[data-session]");

if (section) {
  const text = section.querySelector("[data-session-text]");
  const button = section.querySelector("[data-session-button]");
  const signIn = section.querySelector("[data-session-sign-in]");
  let timer = 0;

  signIn.search = `?next=${encodeURIComponent(window.location.pathname)}`;

  const ask = (options = {}) =>
    fetch(section.dataset.session, {
      credentials: "same-origin",
      redirect: "manual",
      headers: { Accept: "application/json", ...options.headers },
      ...options,
    });

  const later = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(look, Math.min(seconds, LONGEST) * 1000);
  };

  function say(words, ended = false) {
    section.hidden = false;
    if (text.textContent !== words) text.textContent = words;
    button.hidden = ended;
    signIn.hidden = !ended;
  }

  function shown(seconds) {
    if (seconds > WARN) {
      section.hidden = true;
      later(seconds - WARN);
      return;
    }
    const minutes = Math.max(1, Math.floor(seconds / 60));
    say(`You will be signed out in ${minutes} ${minutes === 1 ? "minute" : "minutes"}. What you typed is kept.`);
    later(Math.min(60, seconds + 1));
  }

  async function look() {
    try {
      const answer = await ask();
      if (answer.ok) shown((await answer.json()).seconds);
      else if (answer.type === "opaqueredirect" || answer.status === 401) {
        say("You have been signed out. Sign in again to go on.", true);
      } else later(60);
    } catch {
      // No connection: the page says so where it matters; we ask again.
      later(60);
    }
  }

  section.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    try {
      const answer = await ask({ method: "POST", body: new FormData(form) });
      if (!answer.ok) {
        look();
        return;
      }
      const { seconds } = await answer.json();
      later(seconds - WARN);
      text.textContent = "You stay signed in.";
      button.hidden = true;
      setTimeout(() => { section.hidden = true; }, 5000);
    } catch {
      later(5);
    }
  });

  // A laptop that was closed has missed its timers.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") look();
  });
  later(Number(section.dataset.sessionSeconds) - WARN);
}
