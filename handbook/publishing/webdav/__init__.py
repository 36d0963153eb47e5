"""A host that speaks WebDAV: the store, one request and its answer, what a folder lists."""
