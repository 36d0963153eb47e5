"""`check --output` and `pack check`: finished files and packs."""
