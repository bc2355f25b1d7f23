"""What several buttons and formulas compute from whole tabs, once per press or revision."""
