"""Personal data: consents, one's own export, erasure, who looked at whom, terms of keeping."""
