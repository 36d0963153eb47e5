"""Commands that make documents, compare them and take over what people did in them."""
