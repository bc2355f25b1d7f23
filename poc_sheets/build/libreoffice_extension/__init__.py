"""The LibreOffice extension: `inside` goes into it as it is, the rest is generated."""
