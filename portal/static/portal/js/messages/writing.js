// That a social worker is writing: shown to the person, for as long as it goes on. A person's writing is told to nobody.
const TOLD_EVERY = 3000;
const SHOWN_FOR = 7000;

export function writing(element, form, tell) {
  const text = document.createElement("p");
  text.className = "imw-thread__writing imw-no-print";
  element.after(text);
  let timer = 0;
  let toldAt = 0;

  function clear() {
    clearTimeout(timer);
    text.textContent = "";
  }

  if (form && "tellsWriting" in element.dataset) {
    form.elements.namedItem("words").addEventListener("input", (event) => {
      if (!event.target.value || Date.now() - toldAt < TOLD_EVERY) return;
      toldAt = Date.now();
      tell();
    });
  }

  return {
    show(name) {
      clearTimeout(timer);
      timer = setTimeout(clear, SHOWN_FOR);
      text.textContent = `${name} is writing…`;
    },
    clear,
  };
}
