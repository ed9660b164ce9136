"""What governance takes in from spreadsheets of the past: agencies, schools and groups."""

from goldthread.governance.permissions import KEEP_REGISTER
from goldthread.house import CellKind, Importable, ImportColumn

# The register's own choices, said again since this is read before there are models; a test compares.
KINDS = {
    "council": "Council",
    "police": "Police",
    "health": "Health",
    "education": "Education and early years",
    "justice": "Justice and probation",
    "housing": "Housing",
    "voluntary": "Voluntary and faith",
    "other": "Other",
}
STANDINGS = {"relevant": "Relevant agency", "other": "Other"}

SINCE = ImportColumn(
    name="starts_on",
    label="Since",
    words="The day from which it takes part, where that is known",
    kind=CellKind.DAY,
    spellings=("start date", "from", "member since", "joined", "date joined", "first day"),
    example="01/04/2024",
)
SOURCE = ImportColumn(
    name="source",
    label="Source",
    words="Where this is written: a document, a minute",
    longest=400,
    spellings=("reference", "evidence"),
)

AGENCIES = Importable(
    kind="agencies",
    title="Agencies",
    words="Organisations that the partnership works with. One is known again by its code or, without "
    "one, by its name. Who is a statutory safeguarding partner is not changed by a spreadsheet.",
    permission=KEEP_REGISTER,
    columns=(
        ImportColumn(
            name="name",
            label="Name",
            words="Its full name",
            required=True,
            spellings=("agency", "agency name", "organisation", "organisation name", "partner"),
            example="Eastmarch Housing Trust",
        ),
        ImportColumn(
            name="kind",
            label="What it is",
            words="Needed for an agency that is not known yet",
            kind=CellKind.CHOICE,
            choices=KINDS,
            spellings=("type", "kind", "sector", "agency type", "category"),
            example="Housing",
        ),
        ImportColumn(
            name="standing",
            label="Its place",
            words="Its place in the arrangements; blank means relevant agency",
            kind=CellKind.CHOICE,
            choices=STANDINGS,
            spellings=("standing", "status", "role"),
            example="Relevant agency",
        ),
        ImportColumn(
            name="code",
            label="Code",
            words="A short code that stays the same when the name changes",
            longest=40,
            spellings=("agency code", "id", "reference number"),
            example="eastmarch-housing",
        ),
        SINCE,
        SOURCE,
    ),
    compare="goldthread.governance.bringing_in.agencies:compare_agencies",
    take="goldthread.governance.bringing_in.agencies:take_agencies",
)

SCHOOLS = Importable(
    kind="schools",
    title="Schools",
    words="Schools and colleges, each known again by its URN. They become agencies of education that "
    "are relevant agencies of the partnership.",
    permission=KEEP_REGISTER,
    columns=(
        ImportColumn(
            name="urn",
            label="URN",
            words="The school's unique reference number, of six digits",
            required=True,
            longest=6,
            spellings=("unique reference number", "school urn", "urn number"),
            example="100000",
        ),
        ImportColumn(
            name="name",
            label="Name",
            words="The school's name",
            required=True,
            spellings=(
                "school",
                "school name",
                "establishment",
                "establishment name",
                "establishmentname",
            ),
            example="Wellbridge Primary School",
        ),
        SINCE,
        SOURCE,
    ),
    compare="goldthread.governance.bringing_in.agencies:compare_schools",
    take="goldthread.governance.bringing_in.agencies:take_schools",
)

GROUPS = Importable(
    kind="groups",
    title="Groups",
    words="Executives, subgroups and panels, each known again by its name. A blank cell changes nothing.",
    permission=KEEP_REGISTER,
    columns=(
        ImportColumn(
            name="name",
            label="Name",
            words="The group's name",
            required=True,
            longest=120,
            spellings=("group", "group name", "subgroup", "meeting", "board", "panel"),
            example="Learning and improvement group",
        ),
        ImportColumn(
            name="parent",
            label="Reports to",
            words="The name of the group above it, in this file or here already",
            longest=120,
            spellings=("parent", "parent group", "accountable to", "reports into"),
            example="Executive",
        ),
        ImportColumn(
            name="chair",
            label="Chair",
            words="Who chairs it, by role and not by name",
            longest=120,
            spellings=("chaired by", "chair role"),
            example="Director of children's services",
        ),
        ImportColumn(
            name="cadence",
            label="How often it meets",
            words="Such as monthly or every quarter",
            longest=80,
            spellings=("frequency", "meets", "cadence", "meeting frequency"),
            example="Every quarter",
        ),
        ImportColumn(
            name="purpose",
            label="Purpose",
            words="What it is for",
            longest=4000,
            has_lines=True,
            spellings=("terms of reference", "remit", "aim", "description"),
        ),
        SINCE,
        SOURCE,
    ),
    compare="goldthread.governance.bringing_in.groups:compare_groups",
    take="goldthread.governance.bringing_in.groups:take_groups",
)
