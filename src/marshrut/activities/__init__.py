"""Anything with a time and people: consultations, lesson visits; recommendations and opinions."""
