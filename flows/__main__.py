"""`python -m flows`: the runner alone."""

import sys

from flows.main import main

sys.exit(main())
