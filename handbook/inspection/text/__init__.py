"""Bytes of any kind → the texts that a reader reads in them."""
