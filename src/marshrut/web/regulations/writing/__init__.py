"""Writing a draft without a file: clauses from a text, proposed norms, ordinary forms."""
