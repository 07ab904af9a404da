"""Section «Документы»: orders."""
