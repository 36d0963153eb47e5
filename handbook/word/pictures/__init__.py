"""Logos and pictures as Word can show them, without what they say beside their pixels."""
