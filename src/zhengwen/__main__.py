"""`python -m zhengwen`."""

import sys

from zhengwen.cli import main

sys.exit(main())
