"""The user table: who may sign in. Everything known about a person lives in people."""
