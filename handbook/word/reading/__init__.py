"""A Word file → what a reader or an editor finds in it, whichever program saved it."""
