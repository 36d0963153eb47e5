"""Bytes → text → a tree with places → records, with every fault in Dutch at its place."""
