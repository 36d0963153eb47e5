"""A template, checked, compiled once and rendered many times."""
