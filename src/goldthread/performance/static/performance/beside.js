// A figure's last values open beside the page that asked for them; htmx brings them. Wide, the page stays in
// use; narrow, they cover it until they are closed. Without this script they are a page of their own.
const WIDE = matchMedia("(min-width: 64em)");
const panel = document.getElementById("gt-beside");
let opener;

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.target === panel) opener = detail.elt;
});

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target !== panel) return;
  if (!panel.open) WIDE.matches ? panel.show() : panel.showModal();
  panel.scrollTop = 0;
  panel.querySelector("h2").focus({ preventScroll: true });
});

panel.addEventListener("click", ({ target }) => target.closest("[data-gt-close]") && panel.close());
panel.addEventListener("keydown", ({ key }) => key === "Escape" && panel.close());
panel.addEventListener("close", () => opener?.focus({ preventScroll: true }));
