"""What a file carries that its reader does not see: each such thing is a finding of its own."""

from goldthread.sweep.found import Finding, Kind, Part, Place, Sure

_SAYS = {
    Place.COMMENT: (Kind.COMMENT, "a comment is left"),
    Place.ANNOTATION: (Kind.COMMENT, "a note is left"),
    Place.INSERTED: (Kind.TRACKED, "an insertion is left as a tracked change"),
    Place.DELETED: (Kind.TRACKED, "what was deleted is still in the file"),
    Place.FORMATTED: (Kind.TRACKED, "a change of format is left as a tracked change"),
    Place.HIDDEN: (Kind.HIDDEN, "text that a reader does not see"),
    Place.LAYER: (Kind.HIDDEN, "a layer that can be shown or hidden"),
    Place.EMBEDDED: (Kind.CARRIED, "another file is inside"),
    Place.ATTACHMENT: (Kind.CARRIED, "another file is attached"),
    Place.PICTURE: (Kind.CARRIED, "a picture carries more than is seen"),
    Place.CUSTOM: (Kind.CARRIED, "data of another program are inside"),
    Place.EARLIER_VERSION: (Kind.CARRIED, "an earlier version is still in the file"),
}
AUTHORS = "author"  # how `where` ends of a part that names who wrote
LONGEST = 200


def carried(part: Part) -> list[Finding]:
    """The finding that a part is by being there at all; none for what every document has."""
    if part.place is Place.PROPERTIES and part.where.endswith(AUTHORS) and part.text.strip():
        return [_of(part, Kind.AUTHOR, "the file says who wrote it")]
    if part.place not in _SAYS:
        return []
    kind, why = _SAYS[part.place]
    return [_of(part, kind, why)]


def _of(part: Part, kind: Kind, why: str) -> Finding:
    text = " ".join(part.text.split())[:LONGEST]
    return Finding(
        kind=kind,
        place=part.place,
        where=part.where,
        text=text,
        around=text,
        sure=Sure.CERTAIN,
        why=why,
    )
