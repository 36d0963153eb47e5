"""`approve`: what speaks against it, and how it is carried out."""
