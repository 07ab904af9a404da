"""The regulation as values: sheets of facts, norms, and the folds over them. Pure."""
