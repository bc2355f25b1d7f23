"""Runs inside LibreOffice's own Python: the standard library and `uno` only, from Python 3.8 on."""
