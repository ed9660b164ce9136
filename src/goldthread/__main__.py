"""`python -m goldthread`, which `./goldthread` becomes."""

import sys

from goldthread.config.commandline import main

if __name__ == "__main__":
    sys.exit(main())
