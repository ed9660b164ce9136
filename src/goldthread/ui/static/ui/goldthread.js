// What the pages add to plain HTML. Every page works without it.
import { initAll } from "./govuk/govuk-frontend.min.js";
import "./drafts.js";

const NOT_SAVED =
  "That did not work, so nothing was saved. What you typed is still here: try again in a moment.";
const NOT_LOADED = "We could not reach Goldthread. Load the page again in a moment.";
const SENT_AGAIN_AFTER = 5000; // a download leaves the page standing: its button must work again

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// A piece of page brought by htmx wakes up as the first page did.
document.addEventListener("htmx:load", ({ detail }) => {
  if (detail.elt !== document.body) initAll({ scope: detail.elt });
});

// One press sends a form once. The server refuses a second copy too.
const sent = new WeakSet();
const changed = new Set();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (sent.has(form)) return event.preventDefault();
  sent.add(form);
  changed.delete(form);
  setTimeout(() => sent.delete(form), SENT_AGAIN_AFTER);
});

addEventListener("pageshow", ({ persisted }) => {
  // A page that the Back button brings back may be out of date, or no longer the reader's to see.
  if (persisted && changed.size === 0) location.replace(location.href);
});

// Leaving a form half filled asks first.
document.addEventListener("input", ({ target }) => {
  const form = target.closest("form[data-gt-guard]");
  if (form) changed.add(form);
});

// What the server keeps is not lost by leaving.
document.addEventListener("gt:kept", ({ target }) => changed.delete(target));

addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form.isConnected)) event.preventDefault();
});

for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(failure, ({ detail }) => {
    const form = detail.elt.closest("form");
    if (form) sent.delete(form);
    if (form?.matches("[data-gt-guard]")) changed.add(form);
    document.getElementById("gt-alert").textContent = form ? NOT_SAVED : NOT_LOADED;
  });
}

// The page behind "Print this page" opens the browser's own window; without JavaScript it says to do so.
if (document.querySelector("[data-gt-print]")) addEventListener("load", () => print());
