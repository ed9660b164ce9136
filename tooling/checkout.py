"""Where things lie in this copy of the repository."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Checkout:
    """One copy of the repository, by its top folder."""

    root: Path

    @property
    def source(self) -> Path:
        return self.root / "src"

    @property
    def environment(self) -> Path:
        """The virtual environment."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The environment's Python."""
        return self.environment / "bin" / "python"

    @property
    def notes(self) -> Path:
        """The launcher's own folder: its lock, and what it has prepared."""
        return self.root / ".goldthread"

    @property
    def govuk(self) -> Path:
        """Where the GOV.UK Design System's files are put."""
        return self.source / "goldthread" / "ui" / "static" / "ui" / "govuk"

    def requirements(self, name: str) -> Path:
        """The locked list of parts of that name: base, test or npm."""
        return self.root / "requirements" / f"{name}.txt"

    def variables(self, environment: Mapping[str, str]) -> dict[str, str]:
        """The environment variables under which this copy's code is found and run."""
        paths = os.pathsep.join([str(self.source), str(self.root)])
        return {**environment, "PYTHONPATH": paths}


HERE = Checkout(Path(__file__).resolve().parent.parent)
