"""Why no text came out of a file."""


class NoText(ValueError):
    """``code``: broken, encrypted, nothing, not_text, old_word, rtf, scan, too_large, too_long…"""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
