"""Joins the rooms: check, plan and build, one organisation after another."""
