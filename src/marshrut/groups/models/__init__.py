"""A topic, who needs it and why, what organisations ask for, and the group that works on it."""

from marshrut.groups.models.forming import Apart, Formation, GroupTutor, LedTopic, Road
from marshrut.groups.models.groups import Group, GroupExternal, GroupMember
from marshrut.groups.models.sessions import GroupSession
from marshrut.groups.models.topics import (
    Application,
    ApplicationHandOver,
    ApplicationPerson,
    Topic,
    TopicDemand,
)

__all__ = [
    "Apart",
    "Application",
    "ApplicationHandOver",
    "ApplicationPerson",
    "Formation",
    "Group",
    "GroupExternal",
    "GroupMember",
    "GroupSession",
    "GroupTutor",
    "LedTopic",
    "Road",
    "Topic",
    "TopicDemand",
]
