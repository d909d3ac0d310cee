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

document.querySelector<HTMLElement>("[data-does=focus]")?.focus();
