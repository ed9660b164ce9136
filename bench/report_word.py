"""How long a report of some sixty pages with forty charts takes to become a Word file.

    python -m bench.report_word [--charts 40] [--sections 20] [--out FILE]

Word alone counts its pages; `bench.report_pdf` counts those of the same report.
"""

import argparse
import resource
import sys
from io import BytesIO
from pathlib import Path
from time import perf_counter, process_time

from bench.made_up import report
from docx import Document

from goldthread.outputs.word import word
from goldthread.ui.charts import drawing


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charts", type=int, default=40)
    parser.add_argument("--sections", type=int, default=20)
    parser.add_argument("--out", type=Path)
    wanted = parser.parse_args()
    document = report(wanted.sections, wanted.charts)
    started, worked = perf_counter(), process_time()
    written = word(document, draw=drawing)
    seconds, worked = perf_counter() - started, process_time() - worked
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    file = Document(BytesIO(written))
    counted = f"{len(file.inline_shapes)} pictures, {len(file.tables)} tables"
    print(
        f"{seconds:.1f} seconds ({worked:.1f} of processor), {counted}, {len(written) / 1e6:.2f} MB, {memory:.0f} MB memory"
    )
    if wanted.out:
        wanted.out.write_bytes(written)
    return 0


if __name__ == "__main__":
    sys.exit(main())
