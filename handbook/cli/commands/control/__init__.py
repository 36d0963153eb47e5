"""Commands that change what counts: approval, publishing, the name of an organisation."""
