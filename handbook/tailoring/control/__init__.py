"""Document control: codes, versions, approval, what must be made again."""
