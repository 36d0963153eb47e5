"""Register and archive: what lies there, whether they agree, a register made anew."""
