"""A secret location is recognised, however it is spelled, and nothing else is."""
