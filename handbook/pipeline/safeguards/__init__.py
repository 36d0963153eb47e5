"""What must hold before anything is made or handed over: sound sources, nothing that leaks."""
