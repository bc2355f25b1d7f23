"""`python -m poc_sheets` is the command line."""

from poc_sheets.cli import main

if __name__ == "__main__":
    main()
