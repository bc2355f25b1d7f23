"""The figures that a new workbook starts with; the workbook's own tabs count from then on."""
