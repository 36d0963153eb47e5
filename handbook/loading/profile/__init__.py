"""What a profile says, checked against what there is."""
