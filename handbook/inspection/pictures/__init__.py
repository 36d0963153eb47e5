"""What travels in a picture beside what it shows, and where that picture stands."""
