"""What the registers of the rural programme tell together."""
