"""The names of a return's boxes on a page, and what was typed into them as it comes back."""

from collections.abc import Mapping

from goldthread.performance.asked import Asked, Line, LineKey, Typed
from goldthread.performance.blanks import answer_of
from goldthread.performance.sheets.matching import cut

ANSWER, WHY = "answer", "why"
WHY_OF_ALL = "why-of-all"  # the reason of every blank beside which none is chosen
REPLY = "reply-"


def typed_into(asked: Asked, posted: Mapping[str, str]) -> dict[LineKey, Typed]:
    """What somebody typed into the boxes, or chose as the reason of a blank, that their page had."""
    return {
        line.key: _typed_into(line, posted)
        for line in asked.lines()
        if any(box_name(line.key, part) in posted for part in (*line.parts, WHY))
    }


def _typed_into(line: Line, posted: Mapping[str, str]) -> Typed:
    """One line; of what is not blank no reason for a blank is taken."""
    texts = {part: cut(_plain(posted, box_name(line.key, part))) for part in line.parts}
    answer = _plain(posted, box_name(line.key, ANSWER))
    chosen = posted.get(box_name(line.key, WHY))
    if chosen is None or any(texts.values()):
        return Typed(texts, answer)
    of_all = "" if chosen or answer else posted.get(WHY_OF_ALL, "")
    return Typed(texts, answer_of(chosen or of_all, answer))


def replies_in(posted: Mapping[str, str]) -> dict[str, str]:
    """What somebody answered, by the id of the question."""
    names = (name for name in posted if name.startswith(REPLY))
    return {name.removeprefix(REPLY): _plain(posted, name) for name in names}


def box_name(key: LineKey, part: str) -> str:
    """The name and id of a box."""
    return f"{key.name}-{part}"


def _plain(posted: Mapping[str, str], name: str) -> str:
    """A posted text without what no database keeps."""
    return posted.get(name, "").replace("\x00", "").replace("\r\n", "\n").strip()
