"""The decisions: pure functions from profile and library to documents, versions and matrix."""
