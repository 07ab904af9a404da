"""What people take out of the system: tables put together by themselves, whole territories."""
