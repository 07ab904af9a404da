"""An installation as it is served, with one address more: the empty view to compare with."""

import os

if "DATABASE_URL" in os.environ:
    from marshrut.settings.production import *  # noqa: F403
else:
    from marshrut.settings.embedded import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
