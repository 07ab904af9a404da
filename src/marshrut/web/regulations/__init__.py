"""Section «Положение»: the board, the text, versions, acknowledgements."""
