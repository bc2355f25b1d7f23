"""What a day costs: tomorrow's calls before they go out, and the hot cost of a day as worked."""
