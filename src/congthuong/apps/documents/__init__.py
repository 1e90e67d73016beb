"""Documents that came in and went out: their pages, their files, who may change what is known of them."""
