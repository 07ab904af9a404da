"""Everything asked and answered by a clock."""
