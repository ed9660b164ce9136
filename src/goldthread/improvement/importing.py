"""What actions and impact takes in from spreadsheets of the past: trackers of actions, reviews and their findings."""

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
STRENGTHS = {"strength": "Strength", "concern": "Concern"}
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

FINDINGS = Importable(
    kind="findings",
    title="Reviews and findings",
    words="What reviews, audits, inspections and others found, one finding a row. A finding is known again by its "
    "words and what it came from, and one that is here already is left as it is. It lies outside every case: "
    "write it in pseudonyms, or without anybody.",
    permission=KEEP,
    columns=(
        ImportColumn(
            name="source",
            label="Source",
            words="The review, audit or other source, as it is called",
            required=True,
            longest=200,
            spellings=("review", "review name", "audit", "source document", "from", "origin"),
            example="Review “Alder”",
        ),
        ImportColumn(
            name="source_kind",
            label="Kind of source",
            words="Blank means something else",
            kind=CellKind.CHOICE,
            choices=KINDS,
            spellings=("source type", "type of source", "type of review", "review type"),
            example="Practice review",
        ),
        ImportColumn(
            name="reference",
            label="Reference",
            words="Under which it is kept",
            longest=80,
            spellings=("ref", "reference number"),
            example="LCSPR-2",
        ),
        ImportColumn(
            name="happened_on",
            label="Date",
            words="Of the source, such as the day of publication",
            kind=CellKind.DAY,
            spellings=("published", "publication date", "date of review", "completed"),
            example="31/03/2026",
        ),
        ImportColumn(
            name="finding",
            label="Finding",
            words="What was found, in a sentence",
            required=True,
            longest=200,
            spellings=("findings", "learning", "learning point", "key learning", "lesson"),
            example="Referrers are not told what happened",
        ),
        ImportColumn(
            name="is_strength",
            label="Strength or concern",
            words="Blank means a concern",
            kind=CellKind.CHOICE,
            choices=STRENGTHS,
            spellings=("type", "kind of finding", "strength", "rating"),
            example="Concern",
        ),
        ImportColumn(
            name="themes",
            label="Themes",
            words="As they are called here; several parted by a semicolon",
            longest=400,
            spellings=("theme", "category"),
            example="Neglect; The child’s voice",
        ),
        ImportColumn(
            name="text",
            label="More about it",
            words="In pseudonyms",
            longest=4000,
            has_lines=True,
            spellings=("detail", "details", "description", "narrative"),
        ),
        ImportColumn(
            name="evidence",
            label="Evidence",
            words="What it rests on",
            longest=1000,
            has_lines=True,
            spellings=("source of evidence", "how known"),
        ),
    ),
    compare="goldthread.improvement.findings_brought_in:compare_findings",
    take="goldthread.improvement.actions.findings_brought_in:take_findings",
    then=("See what is broken", "improvement:broken"),
)
