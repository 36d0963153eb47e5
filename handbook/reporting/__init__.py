"""Outcomes and the norm as Dutch text for people, and as JSON for programs."""
