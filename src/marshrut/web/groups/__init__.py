"""Groups and requests: topics, who needs them, applications, proposals, groups at work."""
