"""What a template may say: tags, expressions, the names that stand for records."""
