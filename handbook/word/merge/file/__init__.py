"""What belongs to the file as a whole once its stories are merged."""
