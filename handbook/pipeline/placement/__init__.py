"""One file in its place or beside it, and the files of hers that stand there."""
