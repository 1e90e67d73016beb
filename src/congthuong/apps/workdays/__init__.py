"""Days off and swap Saturdays as the office decides them, and the calendar that terms are counted by."""
