"""Forming support groups from demand: who, with whom, with which tutor, and why. Pure.

``proposing.propose`` needs the solver library and loads it; ``values``, ``proposals`` and
``checking`` do not, so that a page can show and change groups without it.
"""
