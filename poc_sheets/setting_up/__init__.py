"""Puts buttons and formulas into the programs of this computer, and takes them out again."""
