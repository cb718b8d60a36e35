// The messages on the page: new ones come in at their place by number, changed ones take the place of what they were.
const SAID = 200;

export function list(element) {
  // A part of the thread further up takes no new ones at its end: that would leave a gap.
  const isNewest = !("notNewest" in element.dataset);

  const items = () => [...element.querySelectorAll(":scope > [data-number]")];
  const numberOf = (item) => Number(item.dataset.number);

  function drawn(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    const item = template.content.querySelector("[data-number]");
    const who = item.querySelector(".govuk-visually-hidden")?.textContent || "";
    const words = item.querySelector(".imw-bubble__text")?.textContent.replace(/\s+/g, " ").trim() || "";
    item.dataset.said = `${who} ${words.length > SAID ? `${words.slice(0, SAID)}…` : words}`.trim();
    return item;
  }

  // Reading and writing go on where they were: what is added above does not move the box away.
  function inPlace(change) {
    const anchor = document.activeElement?.closest("form") ? document.activeElement : null;
    const before = anchor?.getBoundingClientRect().top;
    change();
    if (anchor) window.scrollBy(0, anchor.getBoundingClientRect().top - before);
  }

  function put(item) {
    const old = items().find((each) => numberOf(each) === numberOf(item));
    if (old) {
      if (Number(old.dataset.revision) > Number(item.dataset.revision)) return false;
      const within = old.contains(document.activeElement);
      if (old.querySelector("details[open]")) item.querySelector("details")?.setAttribute("open", "");
      old.replaceWith(item);
      if (within) item.focus({ preventScroll: true });
      return false;
    }
    if (!isNewest) return false;
    const next = items().find((each) => numberOf(each) > numberOf(item));
    if (next) next.before(item);
    else element.append(item);
    document.querySelector("[data-nothing-yet]")?.remove();
    if ("answers" in item.dataset) answered(item);
    return true;
  }

  // A social worker has written: what was promised about the messages before is kept.
  function answered(item) {
    const before = items().filter((each) => numberOf(each) < numberOf(item));
    for (const each of before) each.querySelector("[data-until-answered]")?.remove();
  }

  // Gives those that are new and somebody else's.
  function take(messages) {
    const added = [];
    inPlace(() => {
      for (const { html } of messages) {
        const item = drawn(html);
        if (put(item) && !("mine" in item.dataset)) added.push(item);
      }
    });
    return added;
  }

  // How far staff have read: from the message that all of them have first.
  function read(marks) {
    if (!marks.length) return;
    for (const item of items()) {
      const status = item.querySelector("[data-status]");
      const mark = marks.find((each) => each.number >= numberOf(item));
      if (status && mark && "mine" in item.dataset && status.textContent !== mark.words) {
        status.textContent = mark.words;
      }
    }
  }

  return { take, read };
}
