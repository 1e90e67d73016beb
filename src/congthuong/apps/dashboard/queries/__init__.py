"""What the pages read. The dashboard has no tables: it asks the other apps' queries and keeps the answers
for as long as nothing has changed."""
