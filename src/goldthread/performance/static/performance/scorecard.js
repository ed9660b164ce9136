// A scorecard has a link for every figure: hundreds of stops on the way to the foot of the page. For
// whoever goes by keyboard each row is one stop, its indicator; the right and left arrows go to its
// figures, up and down to the rows beside it. The page's links to the priorities and one Tab lead on.
// Without this script every figure is a stop, and nothing is out of reach. Screen readers that read by
// table or by link do not heed the order of stops, and find every figure either way.
const ROWS = "tbody tr:has(a)";
const STEPS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };

for (const table of document.querySelectorAll("[data-gt-arrows]")) {
  const rows = [...table.querySelectorAll(ROWS)].map((row) => [...row.querySelectorAll("a")]);
  for (const [, ...figures] of rows) for (const figure of figures) figure.tabIndex = -1;

  table.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const at = rows.findIndex((row) => row.includes(event.target));
    if (at < 0) return;
    const to = rows[at + step[0]];
    const next = to?.[Math.min(rows[at].indexOf(event.target) + step[1], to.length - 1)];
    if (!next) return;
    event.preventDefault(); // the arrow goes to the figure and does not scroll the page besides
    next.focus();
  });
}
