"""The text of a new profile, and the files of a new working folder."""
