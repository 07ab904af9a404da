"""Marshrut: a municipal regulation on tutoring of teachers, executed clause by clause."""
