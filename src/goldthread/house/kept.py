"""What was worked out before, found again by comparing all that it was made of."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """The latest few results in this process, each beside the content that it was made of.

    Nothing is kept by time. What is given was made of content equal to that just read, so it is never
    older; and the content, or the key, must hold everything that the result depends on, the reader's
    rights among it, so it was never made for other eyes.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, tuple[Any, Made]] = OrderedDict()
        self._lock = Lock()

    def holds(self, key: Hashable) -> bool:
        """Whether something is kept under the key, of whatever content."""
        with self._lock:
            return key in self._held

    def get(self, key: Hashable, content: Any, make: Callable[[], Made]) -> Made:
        """What was made under the key from equal content; or it is made now, and kept instead.

        The key finds quickly and may leave out what is costly to hash: the content is compared whole.
        """
        with self._lock:
            held = self._held.get(key)
        made = held[1] if held is not None and held[0] == content else make()
        with self._lock:
            self._held[key] = content, made
            self._held.move_to_end(key)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return made
