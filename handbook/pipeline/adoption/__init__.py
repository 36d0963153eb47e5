"""`adopt`: what she changed becomes the organisation's own content."""
