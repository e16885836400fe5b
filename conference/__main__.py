"""`python -m conference` is the same as `conference`."""

import sys

from conference.cli import main

sys.exit(main())
