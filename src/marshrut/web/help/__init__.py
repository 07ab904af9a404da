"""Section «Помощь»: guides for each role, in Russian."""
