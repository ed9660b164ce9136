// Says on the page, not only to the console, that a passkey could not be used.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("gt-alert").textContent =
    "The passkey could not be used. Try again, or sign in another way.";
});
