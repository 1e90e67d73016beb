"""Tables that other agencies send: received, understood, confirmed by a person, taken into the ledger."""
