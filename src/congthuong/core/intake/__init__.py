"""Tables that other agencies send: read as they are, understood by their words, held against what is known."""
