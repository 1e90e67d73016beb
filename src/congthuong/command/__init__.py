"""The command `congthuong`: thin callers of the rooms, with progress and Vietnamese messages."""
