"""Files that people write become records: places, shapes, names, packs, the working folder."""
