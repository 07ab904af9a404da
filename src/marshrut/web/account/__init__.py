"""Section «Мой профиль»: ways in, one's own record and drafts."""
