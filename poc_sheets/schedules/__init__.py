"""What is printed of the whole schedule: one-line, shooting schedule, day out of days."""
