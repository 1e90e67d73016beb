"""Files that people have, as rows of a register: headings understood, cells read, every change and fault shown before."""
