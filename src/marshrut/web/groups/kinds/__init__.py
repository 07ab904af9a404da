"""Things of the section with the deeds offered on their pages."""

from marshrut.web.groups.kinds.applications import APPLICATION
from marshrut.web.groups.kinds.groups import EXTERNAL, GROUP, PLACE
from marshrut.web.groups.kinds.sessions import SESSION
from marshrut.web.groups.kinds.topics import DEMAND, TOPIC

__all__ = ["APPLICATION", "DEMAND", "EXTERNAL", "GROUP", "PLACE", "SESSION", "TOPIC"]
