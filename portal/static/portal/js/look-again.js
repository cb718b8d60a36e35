// A page that waits for something looks again by itself, politely: what changed is said, and nothing else moves.
// Without scripts "Look again" is a link.
const SELECTOR = "[data-look-again]";

async function look() {
  const here = document.querySelector(SELECTOR);
  const seconds = Number(here?.dataset.lookAgain);
  if (!seconds) return;
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  try {
    const response = await fetch(window.location.href, { headers: { Accept: "text/html" } });
    if (!response.ok || response.redirected) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const there = page.querySelector(SELECTOR);
    if (!there) return;
    if (there.dataset.lookAgain) {
      const [said, says] = [here, there].map((part) => part.querySelector("[role=status]"));
      if (said.textContent.trim() !== says.textContent.trim()) said.textContent = says.textContent;
    } else {
      // The line that is announced stays where it is; around it everything is new.
      const status = here.querySelector("[role=status]");
      status.textContent = there.querySelector("[role=status]").textContent;
      here.querySelectorAll(":scope > :not([role=status])").forEach((part) => part.remove());
      there.querySelectorAll(":scope > :not([role=status])").forEach((part) => here.append(part));
      here.dataset.lookAgain = "";
      document.querySelector("h1").textContent = page.querySelector("h1").textContent;
      document.title = page.title;
      return;
    }
  } catch {
    // Out of reach for a moment: it tries again.
  }
  look();
}

look();
