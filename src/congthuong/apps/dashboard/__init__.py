"""What people see: pages over the other rooms' reading. No tables of its own."""
