"""Outcomes and the norm as Dutch text for people, and as JSON for programs."""

from handbook.reporting.data import as_json
from handbook.reporting.look import PLAIN, Look, look
from handbook.reporting.tables import norm_text, plan_text, progress
from handbook.reporting.words import as_text, problems_text, summary

__all__ = [
    "PLAIN",
    "Look",
    "as_json",
    "as_text",
    "look",
    "norm_text",
    "plan_text",
    "problems_text",
    "progress",
    "summary",
]
