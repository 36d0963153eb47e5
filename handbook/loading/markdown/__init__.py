"""Chapters in Markdown → blocks with their slots."""
