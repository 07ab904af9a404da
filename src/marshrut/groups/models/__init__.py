"""A topic, who needs it and why, what organisations ask for, and the group that works on it."""

from marshrut.groups.models.groups import Formation, Group, GroupExternal, GroupMember
from marshrut.groups.models.sessions import GroupSession
from marshrut.groups.models.topics import (
    Application,
    ApplicationHandOver,
    ApplicationPerson,
    Topic,
    TopicDemand,
)

__all__ = [
    "Application",
    "ApplicationHandOver",
    "ApplicationPerson",
    "Formation",
    "Group",
    "GroupExternal",
    "GroupMember",
    "GroupSession",
    "Topic",
    "TopicDemand",
]
