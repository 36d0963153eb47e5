"""Two Word files side by side: as tracked changes, and as text."""
