"""What is taken in from spreadsheets of people: who is to hold which role."""

from goldthread.accounts.permissions import ADMIT_PEOPLE
from goldthread.house import ROLES, CellKind, Importable, ImportColumn

PEOPLE = Importable(
    kind="people",
    title="People and their roles",
    words="Who is to hold which role; somebody with two roles stands in two rows. Nobody is asked by "
    "this: the roles wait under People until the invitations are sent. A role is known again by the "
    "e-mail address, the role and the agency.",
    permission=ADMIT_PEOPLE,
    then=("Send the invitations", "send-offers"),
    columns=(
        ImportColumn(
            name="name",
            label="Name",
            words="First name and last name",
            required=True,
            longest=120,
            spellings=(
                "full name",
                "person",
                "contact",
                "contact name",
                "member",
                "representative",
            ),
            example="Jo Hartwell",
        ),
        ImportColumn(
            name="email",
            label="E-mail address",
            words="Their own address at work: the invitation goes there",
            kind=CellKind.EMAIL,
            required=True,
            spellings=("email", "e-mail", "email address", "mail", "work email"),
            example="jo.hartwell@eastmarch.example",
        ),
        ImportColumn(
            name="role",
            label="Role",
            words="As it is called here, such as agency lead; the template lists them all",
            kind=CellKind.CHOICE,
            required=True,
            choices={role.value: card.title for role, card in ROLES.items()},
            spellings=("role title", "position", "job", "job title", "responsibility"),
            example="Data submitter",
        ),
        ImportColumn(
            name="agency",
            label="Agency",
            words="The name or code of their agency, for roles that belong to one",
            spellings=("organisation", "employer", "agency name", "organisation name"),
            example="Eastmarch Council",
        ),
        ImportColumn(
            name="ends_on",
            label="Until",
            words="The last day, where one is fixed",
            kind=CellKind.DAY,
            spellings=("end date", "ends", "until", "last day", "term ends"),
        ),
    ),
    compare="goldthread.accounts.bringing_in.people:compare_people",
    take="goldthread.accounts.bringing_in.people:take_people",
)
