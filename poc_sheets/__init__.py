"""Buttons, formulas and a scheduled sync for the spreadsheets of a production office."""

__version__ = "26.11.0"
