"""Does the server answer: for a proxy or a monitor."""
