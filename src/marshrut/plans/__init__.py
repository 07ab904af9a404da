"""Plans of organisations and territories that rest on individual programmes."""
