"""Section «Мои дела»: what waits for the reader, and where their things are."""
