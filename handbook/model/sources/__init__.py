"""What people write: the norm, the library, a profile; and the register."""
