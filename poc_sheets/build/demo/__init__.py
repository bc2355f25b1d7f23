"""The invented production: complete, always the same, with trouble planted in it."""
