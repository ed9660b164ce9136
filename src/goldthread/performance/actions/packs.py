"""Freezing a pack of the scorecard, and keeping the file that is made of it."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.access.spaces import working_in
from goldthread.files import store
from goldthread.outputs.pdf import pdf
from goldthread.performance.models import Pack
from goldthread.performance.packs import document_of
from goldthread.performance.permissions import FREEZE_PACK
from goldthread.register.models import Space
from goldthread.trail.record import record

NAME = "pack.pdf"


@transaction.atomic
def freeze_pack(*, by: Principal, at: datetime, space: Space, content: dict[str, Any]) -> Pack:
    """Keep what the executive is shown, as plain data that nothing changes any more."""
    insist(may(by, FREEZE_PACK, space))
    insist(because((not content["rows"], "There is no figure for this period.")))
    written = json.dumps(content, sort_keys=True, ensure_ascii=False)
    pack = Pack.objects.create(
        space=space,
        period=content["period"],
        content=content,
        sha256=hashlib.sha256(written.encode()).hexdigest(),
        frozen_by_id=by.acting_id,
        frozen_at=at,
    )
    after = {"period": pack.period, "sha256": pack.sha256}
    record("performance.pack.frozen", by=by, at=at, subject=pack, after=after)
    return pack


def file_of_pack(pack: Pack, *, by: Principal, at: datetime) -> bytes:
    """The PDF of a pack, the same ever after; made now where it was not made before.

    Called outside any transaction, since it takes seconds. Raises PdfNotPossible where this machine can
    not make it.
    """
    with working_in([pack.space_id]):
        kept = Pack.objects.select_related("file", "space").get(pk=pack.pk)
    if kept.file is None:
        content = pdf(document_of(kept.content, space=kept.space.name, frozen_at=kept.frozen_at))
        with working_in([pack.space_id]), transaction.atomic():
            kept = (
                Pack.objects.select_for_update(of=("self",))
                .select_related("file", "space")
                .get(pk=pack.pk)
            )
            if kept.file is None:
                kept.file = store.keep(content=content, name=NAME, space=kept.space, by=by, at=at)
                kept.save_next_version("file")
    assert kept.file is not None
    return store.read(kept.file)
