"""Section «Педагоги»: staff of the organisations one answers for, their cards, sign-in slips."""
