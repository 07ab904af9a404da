"""Routes: stages, parts, steps, revisions, reflections and products of a case."""
