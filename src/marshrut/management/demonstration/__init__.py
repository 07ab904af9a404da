"""The demonstration: one invented region, built through the same deeds that people use."""

from marshrut.management.demonstration.building import build

__all__ = ["build"]
