"""Writing a section: passages, tables and charts, and the drafts of those who write them."""

from datetime import datetime
from typing import Any

from django.db import transaction

from goldthread.access import decision
from goldthread.access.decision import Decision, insist
from goldthread.access.principal import Principal
from goldthread.access.rows import CHANGED
from goldthread.trail.record import record
from goldthread.yearly_report import rules
from goldthread.yearly_report.actions.places import (
    change_places,
    clear_drafts,
    locked_block,
    locked_section,
    next_order,
)
from goldthread.yearly_report.contents import Content, Kind
from goldthread.yearly_report.models import Block, Draft, Section
from goldthread.yearly_report.plain import to_plain


class Overtaken(decision.Overtaken):
    """Somebody else saved the same block meanwhile; `theirs` is what stands there now."""

    def __init__(self, theirs: Block) -> None:
        super().__init__(Decision((CHANGED,)))
        self.theirs = theirs


@transaction.atomic
def add_block(*, section: Section, content: Content, by: Principal, at: datetime) -> Block:
    """Put a passage, table or chart at the end of a section."""
    section = locked_section(section)
    insist(rules.may_write(section, content.kind, by))
    insist(rules.has_what_it_needs(content))
    block = Block.objects.create(
        space_id=section.space_id,
        section=section,
        order=next_order(section.blocks),
        kind=content.kind,
        held=to_plain(content),
    )
    record("yearly_report.block.added", by=by, at=at, subject=block, after=block.held)
    discard_draft(section=section, block=None, kind=content.kind, by=by)
    return block


@transaction.atomic
def change_block(
    *, block: Block, content: Content, row_version: int, by: Principal, at: datetime
) -> Block:
    """Save a content anew. Raises Overtaken, and saves nothing, where somebody saved it meanwhile."""
    block = locked_block(block)
    insist(rules.may_write(block.section, content.kind, by))
    insist(rules.has_what_it_needs(content))
    if row_version != block.row_version:
        raise Overtaken(block)
    before, block.held = block.held, to_plain(content)
    block.save_next_version("held")
    record(
        "yearly_report.block.changed", by=by, at=at, subject=block, before=before, after=block.held
    )
    discard_draft(section=block.section, block=block, kind=content.kind, by=by)
    return block


@transaction.atomic
def move_block(*, block: Block, earlier: bool, by: Principal, at: datetime) -> Block:
    """Let a content change places with the one before it, or after it."""
    block = locked_block(block)
    insist(rules.may_write(block.section, Kind(block.kind), by))
    change_places(block, Block.objects.filter(section=block.section), earlier=earlier)
    record("yearly_report.block.moved", by=by, at=at, subject=block)
    return block


@transaction.atomic
def remove_block(*, block: Block, row_version: int, by: Principal, at: datetime) -> None:
    """Take a content out; what it said stays in the trail's history."""
    block = locked_block(block)
    insist(rules.may_write(block.section, Kind(block.kind), by))
    block.insist_unchanged(row_version)
    clear_drafts(block.drafts.all(), by=by, at=at)
    record("yearly_report.block.removed", by=by, at=at, subject=block, before=block.held)
    block.delete()


def keep_draft(
    *,
    section: Section,
    block: Block | None,
    kind: Kind,
    typed: dict[str, Any],
    by: Principal,
    at: datetime,
) -> Draft:
    """Keep what somebody has typed so far, for them alone."""
    insist(rules.may_write(section, kind, by))
    assert by.person_id is not None
    draft, _ = Draft.objects.update_or_create(
        person_id=by.person_id,
        section=section,
        block=block,
        kind=kind,
        defaults={
            "space_id": section.space_id,
            "typed": typed,
            "kept_at": at,
        },
    )
    return draft


def discard_draft(*, section: Section, block: Block | None, kind: Kind, by: Principal) -> None:
    """Let a draft go: it was saved, or is not wanted."""
    assert by.person_id is not None
    Draft.objects.filter(person_id=by.person_id, section=section, block=block, kind=kind).delete()
