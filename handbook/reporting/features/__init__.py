"""What came of any other command, one feature a module."""
