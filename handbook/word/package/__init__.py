"""A Word file as a package: parts, relationships, content types, fields, seal."""
