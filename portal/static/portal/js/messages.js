// The page of a thread, live: what others write comes in by itself, what one writes goes without leaving the page.
// The list needs: [data-thread] the uuid, data-revision the state of the thread that it shows, and
//   data-not-newest where it shows an earlier part, data-tells-writing for a reader whose writing is told.
// The form [data-write] sends the next message; without this script it does so by itself.
// Nothing is written to the browser's storage: other people may use this device.
import { say } from "./messages/announce.js";
import { line } from "./messages/line.js";
import { list } from "./messages/list.js";
import { outbox } from "./messages/outbox.js";
import { reading } from "./messages/reading.js";
import { writing } from "./messages/writing.js";

const NOT_OPEN = "This conversation is not open to you any more.";
const SIGNED_OUT = "You have been signed out.";
const KEPT = "You have been signed out. Your words are kept for a day.";
const STILL_HERE = "Your words are still on this page, and not sent.";
const ON_THIS_PAGE = `${SIGNED_OUT} ${STILL_HERE}`;

function page(element) {
  const form = document.querySelector("form[data-write]");
  const address = element.dataset.address;
  const shown = list(element);
  const marks = reading(element, `${address}read/`);
  let over = false;

  const unsent = outbox(form, element, {
    address,
    kept(message) {
      shown.take([message]);
      connection.kept(message);
    },
    seenBy(said) {
      document.querySelector("[data-who-sees]").textContent = said.who_sees;
      form.elements.namedItem("seen-by").value = said.seen_by;
    },
    signedOut: (held) => stop(held),
    notOpen: () => end(),
  });

  const connection = line(element, {
    address,
    news(answer) {
      const others = shown.take(answer.messages);
      shown.read(answer.read);
      marks.watch();
      if (others.length) typing.clear();
      say(others.map((item) => item.dataset.said));
    },
    typing: (name) => typing.show(name),
    signedOut: () => unsent.hold(),
    notOpen: () => end(),
    sends: () => unsent.sends(),
  });

  const typing = writing(element, form, () => connection.typing());
  marks.watch();

  // It is over for this page; what was not sent stays where it can be read.
  function finish(words, { href, label }) {
    if (over) return;
    over = true;
    connection.stop();
    marks.stop();
    typing.clear();
    unsent.stop();
    const notice = document.createElement("div");
    notice.className = "imw-notice";
    notice.setAttribute("role", "alert");
    const text = document.createElement("p");
    text.textContent = words;
    const link = document.createElement("a");
    link.href = href;
    link.textContent = label;
    const way = document.createElement("p");
    way.append(link);
    notice.append(text, way);
    (form || element).before(notice);
    if (form) unsent.lock();
  }

  function stop(held) {
    const words = unsent.waiting() ? (held ? KEPT : ON_THIS_PAGE) : SIGNED_OUT;
    finish(words, { href: address, label: "Sign in and go on" });
  }

  function end() {
    finish(unsent.waiting() ? `${NOT_OPEN} ${STILL_HERE}` : NOT_OPEN, { href: element.dataset.home, label: "Go to your messages" });
    element.replaceChildren();
  }

  // "Exit this page": nothing of it may be seen again by going back.
  document.addEventListener("imw:leave", () => {
    over = true;
    connection.stop();
    marks.stop();
    unsent.clear();
    element.replaceChildren();
  });
}

document.querySelectorAll("[data-thread]").forEach(page);
