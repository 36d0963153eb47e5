"""What came of a build or would come of it: for people, many organisations, programs."""
