"""Call sheets that people built elsewhere, as a sheet or a PDF, read by their headings."""
