"""What a stream can show, and how far a build is."""
