"""What can be said of a backup that cannot be made, opened or put back."""


class BackupRefused(Exception):
    """Asked for something that is refused before anything is touched; one sentence."""


class BackupDamaged(Exception):
    """A backup whose content is not what was written; one sentence."""


class MachineLacks(Exception):
    """The machine has no room, program or right for it; one sentence, and what mends it."""

    def __init__(self, what: str, mend: str) -> None:
        self.what, self.mend = what, mend
        super().__init__(what)
