"""Writers: a tree in, bytes out. One file a format, one function a node type."""
