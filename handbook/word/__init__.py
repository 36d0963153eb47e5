"""The only room that knows docx: a render job in, the bytes of a Word file out, and proof of it."""
