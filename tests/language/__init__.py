"""Reads every text that the tailoring can print, and finds what no Dutch reader should meet."""
