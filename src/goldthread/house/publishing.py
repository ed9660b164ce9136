"""What may become public: how a module names its records, and the people whom they may not give away."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the sweep needs parts from outside, and the help of a new checkout has none
    from goldthread.sweep.watched import Watched


@dataclass(frozen=True, kw_only=True)
class PublishedKind:
    """A kind of record of which something may become public through the gate.

    `offers(principal)` lists (random id, title) of those of which this reader may prepare something.
    `find(principal, public_id)` gives the record in their sight; `by_reference(text)` gives it by its
    reference or random id to whoever runs the installation; both give None where there is none.
    `watched(row)` opens whom a draft about it may not name. `words(row)` is its title without a name,
    and `url(row)` its page. The gate's rows lie in the row's space, area and compartment. When the gate has
    let a paper about the record out, or somebody has said where it was given, the module is told of it in the
    same transaction, by `came_out(row, publication, by=, at=)`; and by `withdrawn`, when it is taken back.
    """

    kind: str  # the model's label: "reviews.review"
    offers: Callable[[Any], list[tuple[str, str]]]
    find: Callable[[Any, str], Any]
    by_reference: Callable[[str], Any]
    watched: "Callable[[Any], Watched]"
    words: Callable[[Any], str]
    url: Callable[[Any], str]
    came_out: Callable[..., None] = lambda row, publication, *, by, at: None
    withdrawn: Callable[..., None] = lambda row, publication, *, by, at: None
