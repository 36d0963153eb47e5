"""The register as it is read, also where it is damaged."""
