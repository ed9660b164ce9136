"""Takes the compiled GOV.UK Frontend from node_modules and makes it ours: no GOV.UK typeface, no crown."""

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
SOURCE = ROOT / "node_modules" / "govuk-frontend"
TARGET = Path(__file__).parent / "static" / "ui" / "govuk"

CANNOT_RUN_HERE = 3
MISSING = "The GOV.UK Frontend files are not in {source}: run `npm ci` in the project's folder, then this again."

# The typeface and the pictures that carry the crown belong to GOV.UK alone: we neither copy nor name them.
_FONT_FACES = re.compile(r"/\*![^*]*Margaret Calvert.*?\*/|@font-face\{[^}]*\}", re.DOTALL)
_FONT_NAME = re.compile(r"GDS Transport,arial,sans-serif")
_PICTURE = re.compile(r"url\(/assets/[^)]*\)")
_SOURCE_MAP = re.compile(r"\s*(/\*# sourceMappingURL=\S* \*/|//# sourceMappingURL=\S*)\s*$")


class AssetsMissing(Exception):
    """GOV.UK Frontend has not been fetched; the message says what to do."""


def build(source: Path = SOURCE, target: Path = TARGET) -> list[Path]:
    """Write our copy of the package in `source` to `target`; the files that changed."""
    compiled = source / "dist" / "govuk"
    try:
        version = json.loads((source / "package.json").read_text())["version"]
        style = (compiled / "govuk-frontend.min.css").read_text()
        script = (compiled / "govuk-frontend.min.js").read_text()
    except FileNotFoundError as missing:
        raise AssetsMissing(MISSING.format(source=source)) from missing
    licence = f"/*! govuk-frontend {version}, MIT licence, Crown copyright */\n"
    return _write(
        target,
        {
            "govuk-frontend.min.css": _ours(style, licence),
            "govuk-frontend.min.js": licence + _SOURCE_MAP.sub("\n", script),
        },
    )


def _ours(style: str, licence: str) -> str:
    """The style sheet with our typeface, and with nothing to load from anywhere."""
    style = _FONT_FACES.sub("", style)
    style = _FONT_NAME.sub("var(--gt-font,arial,sans-serif)", style)
    style = _PICTURE.sub("none", style)
    style = _SOURCE_MAP.sub("\n", style)
    # A character set counts only where nothing stands before it.
    charset = '@charset "UTF-8";'
    return charset + licence + style.removeprefix(charset)


def _write(target: Path, files: dict[str, str]) -> list[Path]:
    """Make `target` hold exactly these files, and touch none that is already right."""
    target.mkdir(parents=True, exist_ok=True)
    for stranger in target.iterdir():
        if stranger.name not in files:
            stranger.unlink()
    changed = []
    for name, text in files.items():
        path = target / name
        if not path.exists() or path.read_text() != text:
            path.write_text(text)
            changed.append(path)
    return changed


def main() -> int:
    """Build, and say in a line what was done; 3 where the package has not been fetched."""
    try:
        changed = build()
    except AssetsMissing as missing:
        print(missing, file=sys.stderr)
        return CANNOT_RUN_HERE
    print(f"{len(changed)} GOV.UK Frontend files written to {TARGET}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
