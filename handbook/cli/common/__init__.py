"""What commands share: click in Dutch, output, the working folder."""
