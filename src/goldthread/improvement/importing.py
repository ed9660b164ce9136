"""What actions and impact takes in from spreadsheets of the past: trackers of actions."""

from goldthread.house import CellKind, Importable, ImportColumn
from goldthread.improvement.permissions import KEEP

# The models' own choices, said again since this is read before there are models; a test compares.
KINDS = {
    "rapid_review": "Rapid review",
    "practice_review": "Practice review",
    "audit": "Audit",
    "section_11": "Section 11",
    "scrutiny": "Scrutiny",
    "child_death": "Child death",
    "figure": "Change in a figure",
    "escalation": "Escalation",
    "voice": "What children and families say",
    "inspection": "Inspection",
    "national_review": "National review",
    "letter": "Letter",
    "other": "Something else",
}
STANDINGS = {"open": "Under way", "done": "Done", "withdrawn": "No longer pursued"}

ACTIONS = Importable(
    kind="actions",
    title="Actions",
    words="A tracker of actions, with what they rest on. An action is known again by its words and its "
    "agencies, and one that is here already is left as it is. What the tracker calls done comes in as "
    "done, with its test due at once: nothing comes in as achieved.",
    permission=KEEP,
    columns=(
        ImportColumn(
            name="action",
            label="Action",
            words="What is to be done, in a sentence",
            required=True,
            longest=200,
            spellings=("actions", "action required", "task", "what"),
            example="Write to each referrer within five working days",
        ),
        ImportColumn(
            name="agency",
            label="Agency",
            words="By name or code; several parted by a semicolon",
            required=True,
            longest=400,
            spellings=("agencies", "organisation", "responsible agency", "partner"),
            example="Eastmarch Council; Quillshire Police",
        ),
        ImportColumn(
            name="lead",
            label="Lead",
            words="A person, by e-mail or name. One whom nobody here is called is kept as it is told",
            spellings=("owner", "lead officer", "action owner", "responsible person", "who"),
            example="name@example.org",
        ),
        ImportColumn(
            name="due_on",
            label="Due",
            words="The day until when it is done",
            kind=CellKind.DAY,
            required=True,
            spellings=("due date", "deadline", "target date", "by when", "timescale"),
            example="31/03/2026",
        ),
        ImportColumn(
            name="standing",
            label="Standing",
            words="Blank means under way",
            kind=CellKind.CHOICE,
            choices=STANDINGS,
            spellings=("status", "state", "progress"),
            example="Under way",
        ),
        ImportColumn(
            name="recommendation",
            label="Recommendation",
            words="What it answers; blank means the action's own words",
            longest=400,
            has_lines=True,
            spellings=("recommendations", "rec"),
        ),
        ImportColumn(
            name="finding",
            label="Finding",
            words="What was found, in pseudonyms; blank means the recommendation's words",
            longest=200,
            spellings=("findings", "learning", "issue", "learning point"),
        ),
        ImportColumn(
            name="source",
            label="Source",
            words="The review, audit or other source that it came from",
            longest=200,
            spellings=("review", "origin", "source document", "from"),
            example="Step-down audit",
        ),
        ImportColumn(
            name="source_kind",
            label="Kind of source",
            words="Blank means something else",
            kind=CellKind.CHOICE,
            choices=KINDS,
            spellings=("source type", "type of source", "source kind"),
            example="Audit",
        ),
    ),
    compare="goldthread.improvement.bringing_in:compare_actions",
    take="goldthread.improvement.actions.bringing_in:take_actions",
    then=("See what is broken", "improvement:broken"),
)
