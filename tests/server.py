"""Answers whether the PostgreSQL of TEST_DATABASE_URL can be reached: python -m tests.server."""

import os
import sys

import psycopg


def main() -> int:
    """Return nothing wrong, or one."""
    try:
        psycopg.connect(os.environ["TEST_DATABASE_URL"], connect_timeout=3).close()
    except psycopg.OperationalError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
