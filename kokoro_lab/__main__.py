"""`python -m kokoro_lab` is the command `kokoro-lab`."""

import sys

from kokoro_lab.cli import main

sys.exit(main())
