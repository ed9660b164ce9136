"""The kinds that the trail and conflicts keep in code, in words."""

from django.apps import apps

# What the field calls something that the code calls otherwise.
SAID = {"space": "partnership"}


# What was done, where the kind's own words are ours and not the field's.
ACTS = {
    "accounts.conflict.declared": "Conflict of interest declared",
    "accounts.conflict.ended": "Conflict of interest taken back",
    "accounts.invitation.made": "Letter with a link to an account sent",
    "accounts.offer.accepted": "Appointment accepted",
    "accounts.offer.declined": "Appointment declined",
    "accounts.offer.made": "Appointment offered",
    "accounts.offer.prepared": "Appointment prepared, and nobody asked yet",
    "accounts.offer.withdrawn": "Offer of an appointment taken back",
    "accounts.person.joined": "Account opened",
    "accounts.person.recovering": "Account recovered",
    "accounts.person.signed_out": "Signed out everywhere by somebody else",
    "accounts.person.tied": "Account tied to another organisation’s sign-in",
    "accounts.sign_in_failed": "Could not sign in: a wrong password or code",
    "accounts.sign_ins.read": "Sign-ins read",
    "accounts.signed_in": "Signed in",
    "accounts.conflictofinterest.read": "Conflict of interest opened",
    "accounts.offer.read": "Offer of an appointment opened",
    "accounts.people.read": "List of people opened",
    "accounts.person.printed": "Person’s page printed",
    "accounts.person.read": "Person’s page opened",
    "governance.clock.set": "Time limit of the partnership’s own set",
    "governance.group_member.added": "Somebody added to a group",
    "governance.group_member.ended": "Last day in a group kept",
    "imports.template.exported": "Spreadsheet for past records downloaded",
    "improvement.action.achieved": "Action achieved",
    "improvement.action.brought_in": "Action brought in from a tracker",
    "improvement.action.done": "Action done",
    "improvement.action.handed_over": "Action handed over",
    "improvement.action.moved": "Action given another day",
    "improvement.action.reopened": "Action opened again",
    "improvement.action.taken_on": "Action taken on",
    "improvement.action.withdrawn": "Action pursued no longer",
    "improvement.evidence.exported": "Paper given as evidence downloaded",
    "improvement.evidence.given": "Evidence given",
    "improvement.finding.ended": "Said why no recommendation follows",
    "improvement.finding.followed": "Finding followed after all",
    "improvement.test.judged": "Verdict of a test given",
    "inbox.calendar.ended": "Calendar address ended",
    "inbox.calendar.made": "Calendar address made",
    "inbox.calendar.read": "Calendar address read, first that day",
    "inbox.letter.chosen": "Time of the letter of what is due chosen",
    "links.link.ended": "Link for somebody without an account ended",
    "links.link.made": "Link for somebody without an account made",
    "links.link.opened": "Link for somebody without an account opened",
    "inbox.silence.decided": "Decided whether people may do without the letter of what is due",
    "links.switched": "Links for people without an account switched on or off",
    "messages.letter.tried_again": "Letter tried again",
    "performance.definition.changed": "Indicator’s definition changed",
    "performance.document.checked": "Transcription checked",
    "performance.document.corrected": "Transcription corrected",
    "performance.document.kept": "Document added",
    "performance.document.transcribed": "Figures transcribed from a document",
    "performance.indicator.exported": "Indicator downloaded",
    "performance.release.taken": "Published statistics taken in",
    "performance.return.asked": "Return asked for",
    "performance.return.read": "Return opened",
    "performance.return.submitted": "Return signed",
    "performance.return.file.exported": "File that a return came in as downloaded",
    "performance.return.letter.exported": "Letter in which an agency told its figures downloaded",
    "performance.return.template.exported": "Return’s spreadsheet downloaded",
    "performance.scorecard.exported": "Scorecard downloaded",
    "performance.scorecard.placed": "Indicator placed on the scorecard",
    "trail.looks_shown": "List of who looked opened",
    "trail.many_records_noticed": "Many records opened or taken out in an hour",
    "trail.read": "Trail read",
    "trail.verified": "Trail verified",
    "yearly_report.block.added": "Yearly report: passage, table or chart added",
    "yearly_report.block.changed": "Yearly report: passage, table or chart changed",
    "yearly_report.block.moved": "Yearly report: passage, table or chart moved",
    "yearly_report.block.removed": "Yearly report: passage, table or chart taken out",
    "yearly_report.figure.read": "Yearly report: source of a figure opened",
    "yearly_report.read": "Yearly report read",
    "yearly_report.report.approved": "Yearly report approved",
    "yearly_report.report.exported": "Yearly report’s file downloaded",
    "yearly_report.report.frozen": "Yearly report frozen",
    "yearly_report.report.held_back": "Yearly report not approved yet, with the reason",
    "yearly_report.report.opened_again": "Yearly report opened again",
    "yearly_report.report.started": "Yearly report started",
    "yearly_report.section.added": "Yearly report: section added",
    "yearly_report.section.changed": "Yearly report: section changed",
    "yearly_report.section.moved": "Yearly report: section moved",
    "yearly_report.section.removed": "Yearly report: section taken out",
    "yearly_report.showing.decided": "Small number allowed to be shown",
}


def kind_of_act(kind: str) -> str:
    """`performance.return.accepted` is a return accepted; ours are said otherwise."""
    if kind in ACTS:
        return ACTS[kind]
    module, *rest = kind.split(".")
    words = " ".join(rest if len(rest) > 1 else [module, *rest]).replace("_", " ")
    return words[:1].upper() + words[1:]


def kind_of_record(label: str) -> str:
    """`accounts.appointment` is an appointment; the label itself where no such model is left."""
    try:
        name = _said(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        name = label
    return name[:1].upper() + name[1:]


def name_of_field(label: str, field: str) -> str:
    """What a field is called on the screen."""
    return _said(apps.get_model(label)._meta.get_field(field).verbose_name)


def _said(name: object) -> str:
    return SAID.get(str(name), str(name))
