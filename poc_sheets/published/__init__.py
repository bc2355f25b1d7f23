"""What leaves the office by name and number: crew and cast lists, copies of the script."""
