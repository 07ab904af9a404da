"""Things of the section with the deeds offered on their pages."""

from marshrut.web.communities.kinds.card import COMMUNITY
from marshrut.web.communities.kinds.members import MEMBER
from marshrut.web.communities.kinds.work import COMPLAINT, DOCUMENT, DUTY, MEETING

__all__ = ["COMMUNITY", "COMPLAINT", "DOCUMENT", "DUTY", "MEETING", "MEMBER"]
