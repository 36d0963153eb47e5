"""The base of all that people write, and a record as lines of YAML."""
