from __future__ import annotations

from hypothesis import settings

# The first example also loads libraries, and a busy machine is no fault of the text.
settings.register_profile("readers", deadline=None)
settings.load_profile("readers")
