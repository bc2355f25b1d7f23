"""An xlwings engine for a running LibreOffice: `xlwings` code, unchanged, on Calc.

The folder depends on xlwings and on LibreOffice's own Python bridge, and on nothing else of this
project, so that it could be a package by itself. Importing it starts nothing and loads neither.
"""
