"""What a file of hers was made from: copies kept, found again, and how sure that is."""
