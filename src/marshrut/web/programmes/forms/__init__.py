"""Forms of the section: shape only, rules are asked by the deeds."""
