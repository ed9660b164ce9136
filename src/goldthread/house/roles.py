"""The roles that a person can be appointed to; which permissions each holds stands in the modules."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The kinds of appointment. The value is what the database keeps."""

    BUSINESS_MANAGER = "business_manager"
    PARTNERSHIP_OFFICER = "partnership_officer"
    PERFORMANCE_OFFICER = "performance_officer"
    LEARNING_OFFICER = "learning_officer"
    CHILD_DEATH_COORDINATOR = "child_death_coordinator"
    INDEPENDENT_SCRUTINEER = "independent_scrutineer"
    DELEGATED_SAFEGUARDING_PARTNER = "delegated_safeguarding_partner"
    LEAD_SAFEGUARDING_PARTNER = "lead_safeguarding_partner"
    AGENCY_LEAD = "agency_lead"
    DATA_SUBMITTER = "data_submitter"
    DESIGNATED_SAFEGUARDING_LEAD = "designated_safeguarding_lead"
    PRACTITIONER = "practitioner"
    FRONT_DOOR_WORKER = "front_door_worker"
    EXPLOITATION_CHAIR = "exploitation_chair"
    INFORMATION_GOVERNANCE_AUDITOR = "information_governance_auditor"
    SERVICE_ADMINISTRATOR = "service_administrator"
    INDEPENDENT_REVIEWER = "independent_reviewer"


@dataclass(frozen=True)
class RoleCard:
    """What a role is called on the screen, and what it is for, in a sentence.

    Who holds one that `needs_passkey` comes in with a passkey alone: a code can be talked out of
    people, and these roles open doors to others or read what everybody did.
    """

    title: str
    purpose: str
    of_an_agency: bool = False
    needs_passkey: bool = False


ROLES: dict[Role, RoleCard] = {
    Role.BUSINESS_MANAGER: RoleCard(
        "Business manager",
        "Runs the business unit and answers for the partnership's records",
        needs_passkey=True,
    ),
    Role.PARTNERSHIP_OFFICER: RoleCard(
        "Partnership officer", "Prepares reviews, meetings and the yearly report"
    ),
    Role.PERFORMANCE_OFFICER: RoleCard(
        "Performance officer", "Asks for figures, accepts them and keeps the scorecard"
    ),
    Role.LEARNING_OFFICER: RoleCard(
        "Learning and development officer", "Plans training and follows what it changed"
    ),
    Role.CHILD_DEATH_COORDINATOR: RoleCard(
        "Child death review coordinator", "Serves the child death overview panel"
    ),
    Role.INDEPENDENT_SCRUTINEER: RoleCard(
        "Independent scrutineer", "Comments on everything and decides nothing"
    ),
    Role.DELEGATED_SAFEGUARDING_PARTNER: RoleCard(
        "Delegated safeguarding partner",
        "Decides for a statutory partner, with the other partners",
        of_an_agency=True,
    ),
    Role.LEAD_SAFEGUARDING_PARTNER: RoleCard(
        "Lead safeguarding partner",
        "Answers for a statutory partner and signs the yearly report",
        of_an_agency=True,
    ),
    Role.AGENCY_LEAD: RoleCard("Agency lead", "Speaks and signs for one agency", of_an_agency=True),
    Role.DATA_SUBMITTER: RoleCard(
        "Data submitter", "Sends one agency's figures", of_an_agency=True
    ),
    Role.DESIGNATED_SAFEGUARDING_LEAD: RoleCard(
        "Designated safeguarding lead", "Answers for one school or setting", of_an_agency=True
    ),
    Role.PRACTITIONER: RoleCard(
        "Practitioner", "Works with children; learns and is asked", of_an_agency=True
    ),
    Role.FRONT_DOOR_WORKER: RoleCard(
        "Front door worker", "Receives referrals for one council", of_an_agency=True
    ),
    Role.EXPLOITATION_CHAIR: RoleCard(
        "Chair, exploitation panel", "Leads the panel on harm outside the home"
    ),
    Role.INFORMATION_GOVERNANCE_AUDITOR: RoleCard(
        "Information governance auditor",
        "Reads the trail, never the records",
        needs_passkey=True,
    ),
    Role.SERVICE_ADMINISTRATOR: RoleCard(
        "Service administrator",
        "Keeps accounts and settings, never records",
        needs_passkey=True,
    ),
    Role.INDEPENDENT_REVIEWER: RoleCard(
        "Independent reviewer", "Writes one practice review, until its date"
    ),
}
