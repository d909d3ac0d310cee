// What script adds to a page that works without it: the problems are read out
// first, a page can be printed, a code copied.

document.documentElement.classList.add("fb-script");

const does: Record<string, (from: HTMLElement) => void> = {
  print: () => window.print(),
  copy: (button) => {
    const text = document.getElementById(button.dataset.from ?? "")?.textContent ?? "";
    void navigator.clipboard?.writeText(text.trim()).then(() => {
      button.textContent = button.dataset.done ?? button.textContent;
    });
  },
};

document.addEventListener("click", (event) => {
  const pressed = event.target instanceof Element ? event.target.closest<HTMLElement>("button[data-does]") : null;
  if (pressed) does[pressed.dataset.does ?? ""]?.(pressed);
});

// A box shows as much as fits into it; on paper stands all that was typed.
window.addEventListener("beforeprint", () => {
  for (const copy of document.querySelectorAll<HTMLElement>(".fb-on-paper")) {
    const box = copy.parentElement?.querySelector<HTMLInputElement | HTMLTextAreaElement>(":scope > input, :scope > textarea");
    if (box && box.type !== "password") copy.textContent = box.value;
  }
});

document.querySelector<HTMLElement>("[data-does=focus]")?.focus();
