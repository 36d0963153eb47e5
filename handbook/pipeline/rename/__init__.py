"""`rename`: an organisation under another name, with all that is its own."""
