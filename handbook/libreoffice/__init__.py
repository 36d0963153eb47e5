"""What LibreOffice does for us, where it is installed."""
