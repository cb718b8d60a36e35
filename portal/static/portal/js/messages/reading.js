// How far this reader has come: told once a message is in sight on a page that is in sight. It counts what is unread
// for the reader; of staff, the person is told.
const QUIET = 600;

export function reading(element, address) {
  const inSight = new Set();
  let told = Number(element.dataset.last) || 0;
  let timer = 0;
  let stopped = false;
  const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;

  async function tell() {
    const number = Math.max(told, ...inSight);
    if (stopped || number <= told || document.visibilityState !== "visible") return;
    const before = told;
    told = number;
    try {
      const answer = await fetch(address, {
        method: "POST",
        body: new URLSearchParams({ number, csrfmiddlewaretoken: token }),
        credentials: "same-origin",
        redirect: "manual",
      });
      if (!answer.ok) throw new Error(String(answer.status));
    } catch {
      // Said again when the next message is read.
      told = Math.min(told, before);
    }
  }

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(tell, QUIET);
  };

  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const number = Number(target.dataset.number);
      if (isIntersecting) inSight.add(number);
      else inSight.delete(number);
    }
    later();
  });
  const watched = new WeakSet();

  document.addEventListener("visibilitychange", later);

  return {
    watch() {
      for (const item of element.querySelectorAll(":scope > [data-number]")) {
        if (watched.has(item) || Number(item.dataset.number) <= told) continue;
        watched.add(item);
        observer.observe(item);
      }
    },
    stop() {
      stopped = true;
      observer.disconnect();
    },
  };
}
