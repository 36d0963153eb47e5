"""Commands that prepare a working folder, a profile or a pack, or tell what there is."""
