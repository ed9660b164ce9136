// Keeps on the server what is typed into a long form, until it is sent. Nothing stays in the browser.
const KEEP = "/drafts/keep/";
const EVERY = 20000;
const FEW = 6; // answers that are soon typed again
const MOST_AT_THE_END = 60000; // bytes that a browser still sends when its page is gone
const SIGNED_OUT =
  "You have been signed out. What you typed is still here: send the form, and it waits until you have signed in again.";
const NOT_KEPT = "What you typed is not kept yet, because we could not reach Goldthread.";

const begun = new WeakMap(); // form -> how often it was changed, and which of them is kept
const watched = new Set();

const isLong = (form) => {
  if (form.method !== "post" || form.hasAttribute("hx-post")) return false;
  if (form.querySelector("[type=password], [autocomplete=one-time-code]")) return false;
  const seen = [...form.elements].filter((box) => box.name && box.type !== "hidden" && box.type !== "submit");
  return seen.some((box) => box.type === "textarea") || new Set(seen.map((box) => box.name)).size > FEW;
};

const tell = (form, words) => {
  let line = form.querySelector("[data-gt-kept]");
  if (!line) {
    line = document.createElement("p");
    line.className = "govuk-hint";
    line.dataset.gtKept = "";
    line.setAttribute("role", "status");
    form.append(line);
  }
  if (line.textContent !== words) line.textContent = words;
};

const typed = (form) => {
  const fields = new FormData(form);
  for (const [name, value] of [...fields]) if (value instanceof File) fields.delete(name);
  const { pathname, search } = new URL(form.getAttribute("action") || location.href, location.href);
  fields.set("draft_of", pathname + search);
  return new URLSearchParams(fields);
};

const keep = async (form) => {
  const state = begun.get(form);
  if (!state || state.kept === state.changed || state.isSent) return;
  const now = state.changed;
  const body = typed(form);
  try {
    const answer = await fetch(KEEP, {
      method: "POST",
      body,
      redirect: "manual",
      keepalive: body.toString().length < MOST_AT_THE_END,
      headers: { "X-Goldthread-Draft": "1" },
    });
    if (answer.type === "opaqueredirect") return tell(form, SIGNED_OUT);
    if (!answer.ok) return;
  } catch {
    return tell(form, NOT_KEPT);
  }
  state.kept = now;
  if (state.kept !== state.changed) return;
  form.dispatchEvent(new CustomEvent("gt:kept", { bubbles: true }));
  const clock = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  tell(form, `Kept for you at ${clock}. Not sent yet.`);
};

document.addEventListener("input", ({ target }) => {
  const form = target.form;
  if (!form || !(begun.has(form) || isLong(form))) return;
  const state = begun.get(form) ?? { changed: 0, kept: 0, isSent: false };
  state.changed += 1;
  begun.set(form, state);
  watched.add(form);
});

document.addEventListener("submit", ({ target }) => {
  const state = begun.get(target);
  if (state) state.isSent = true;
});

addEventListener("pageshow", () => watched.forEach((form) => (begun.get(form).isSent = false)));
document.addEventListener("focusout", ({ target }) => target.form && keep(target.form));
addEventListener("pagehide", () => watched.forEach(keep));
setInterval(() => watched.forEach(keep), EVERY);
