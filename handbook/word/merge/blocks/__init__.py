"""Block by block: who keeps what, and how it comes into her text."""
