"""Outside files into a workbook: statements, schedules, and any table into a tab."""
