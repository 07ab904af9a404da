"""Orders: numbered, dated decisions of units; who signs, controls and is acquainted."""
