"""A pasted regulation taken apart into parts and clauses by its own numbering. Nothing is lost."""

from marshrut.regulations.splitting.clauses import Part, Piece, split
from marshrut.regulations.splitting.drafting import draft_of, gist_of, latin, title_in

__all__ = ["Part", "Piece", "draft_of", "gist_of", "latin", "split", "title_in"]
