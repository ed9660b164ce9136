"""The files of a frozen report: made once, kept, and given out as they were made ever after."""

from contextlib import suppress
from datetime import datetime

from goldthread.access.principal import Principal
from goldthread.files import store
from goldthread.house import Audience
from goldthread.outputs.pdf import PdfNotPossible
from goldthread.yearly_report.build import OUTPUTS, Output
from goldthread.yearly_report.models import Frozen, MadeFile


def file_of(
    frozen: Frozen, audience: Audience, output: Output, *, by: Principal, at: datetime
) -> bytes:
    """One file of a frozen report; made now where it was not made before.

    Raises PdfNotPossible where this machine cannot make it.
    """
    kept = MadeFile.objects.filter(frozen=frozen, audience=audience, name=output.name)
    made = kept.select_related("file").first()
    if made is not None:
        return store.read(made.file)
    content = output.make(frozen.snapshot(), audience)
    space = frozen.report.space
    file = store.keep(content=content, name=output.name, space=space, by=by, at=at)
    MadeFile.objects.create(
        space=space, frozen=frozen, audience=audience, name=output.name, file=file
    )
    return content


def make_all(frozen: Frozen, *, by: Principal, at: datetime) -> None:
    """Make every file that can be made here, for every audience, so that nobody has to wait for one."""
    for audience in Audience:
        for output in OUTPUTS:
            with suppress(PdfNotPossible):
                file_of(frozen, audience, output, by=by, at=at)
