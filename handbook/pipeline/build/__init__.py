"""`build` and `plan`: every document where it is stale, and only there."""
