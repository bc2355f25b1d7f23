"""Mails that really go out: the server, the journal of what was sent, the calls of a day."""
