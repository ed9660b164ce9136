// Warns before the session ends, and keeps it going where its person says so.
const WARNED_BEFORE = 150; // seconds: two minutes and a little, to read and to press
const dialog = document.getElementById("gt-session");
const words = document.getElementById("gt-session-words");
const form = dialog.querySelector("form");
const tabs = new BroadcastChannel("gt-session");
let endsAt = Date.now() + dialog.dataset.seconds * 1000;
let isLast = false; // pressing gave no more time: the session is as old as it may be

function goesOnUntil(moment) {
  endsAt = moment;
  if (!isLast) dialog.close();
}

function inWords(seconds) {
  const minutes = Math.floor(seconds / 60); // rather too few than too many
  const left = ["in less than a minute", "in a minute"][minutes] ?? `in ${minutes} minutes`;
  return isLast
    ? `You signed in 12 hours ago, so you will be signed out ${left}. Save what you are doing now.`
    : `Nothing was done here for a while, so you will be signed out ${left}. What you typed and did not save would be lost.`;
}

function look() {
  const seconds = (endsAt - Date.now()) / 1000;
  if (seconds > WARNED_BEFORE) return;
  // The server says where to sign in again, and leads back here.
  if (seconds <= -2) return location.reload();
  const said = inWords(Math.max(seconds, 0));
  if (words.textContent !== said) words.textContent = said;
  if (!dialog.open) dialog.showModal();
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  event.stopPropagation();
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    const { seconds } = await answer.json();
    isLast = seconds <= WARNED_BEFORE;
    form.hidden = isLast;
    goesOnUntil(Date.now() + seconds * 1000);
    tabs.postMessage(endsAt);
  } catch {
    words.textContent = "We could not reach Goldthread. Try again in a moment.";
  }
});

// A page opened in another tab, and a piece of this one, are use of the session too.
tabs.addEventListener("message", ({ data }) => goesOnUntil(Math.max(data, endsAt)));
tabs.postMessage(endsAt);
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const seconds = Number(detail.xhr.getResponseHeader("X-Session-Ends-In"));
  if (seconds) goesOnUntil(Date.now() + seconds * 1000);
});

setInterval(look, 1000);
document.addEventListener("visibilitychange", look);
