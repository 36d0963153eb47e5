"""Dutch words and names: how a text is folded, and in which ways people write the same one."""
