"""The only room that knows docx: from a render job to the bytes of a Word file, and back to a proof."""
