"""An audit as people and programs read it: JSON, the marked document as a page, a Word file with comments."""
