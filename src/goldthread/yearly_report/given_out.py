"""The files of a frozen report: made once, kept, and given out as they were made ever after."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from goldthread.access.principal import Principal
from goldthread.access.spaces import working_in
from goldthread.files import store
from goldthread.house import Audience
from goldthread.outputs.pdf import PdfNotPossible
from goldthread.yearly_report.build import OUTPUTS, Output
from goldthread.yearly_report.models import Frozen, MadeFile


def file_of(
    frozen: Frozen, audience: Audience, output: Output, *, by: Principal, at: datetime
) -> bytes:
    """One file of a frozen report; made now where it was not made before.

    Called outside any transaction, as `make_all` is. Raises PdfNotPossible where this machine cannot
    make it.
    """
    with working_in([frozen.space_id]):
        made = _made(frozen, audience, output)
    if made is None:
        content = output.make(frozen.snapshot(), audience)
        with working_in([frozen.space_id]):
            made = _keep(frozen, audience, output, content, by=by, at=at)
    return store.read(made.file)


def make_all(frozen: Frozen, *, by: Principal, at: datetime) -> None:
    """Make every file that can be made here, for every audience, so that nobody has to wait for one.

    Called outside any transaction: a file takes seconds, and a database that knows one writer at a time
    must not wait for it. Only finding and keeping one are transactions, each a short one.
    """
    snapshot = frozen.snapshot()
    for audience in Audience:
        for output in OUTPUTS:
            with working_in([frozen.space_id]):
                is_made = _made(frozen, audience, output) is not None
            if is_made:
                continue
            with suppress(PdfNotPossible):
                content = output.make(snapshot, audience)
                with working_in([frozen.space_id]):
                    _keep(frozen, audience, output, content, by=by, at=at)


def _made(frozen: Frozen, audience: Audience, output: Output) -> MadeFile | None:
    kept = MadeFile.objects.filter(frozen=frozen, audience=audience, name=output.name)
    return kept.select_related("file").first()


def _keep(
    frozen: Frozen,
    audience: Audience,
    output: Output,
    content: bytes,
    *,
    by: Principal,
    at: datetime,
) -> MadeFile:
    """Keep a file; where somebody else kept the same one meanwhile, theirs is the one."""
    with transaction.atomic():
        Frozen.objects.select_for_update(no_key=True).get(pk=frozen.pk)
        if made := _made(frozen, audience, output):
            return made
        space = frozen.report.space
        file = store.keep(content=content, name=output.name, space=space, by=by, at=at)
        return MadeFile.objects.create(
            space=space, frozen=frozen, audience=audience, name=output.name, file=file
        )
