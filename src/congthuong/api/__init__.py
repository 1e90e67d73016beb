"""The interface for programs: the rooms' own questions and services over HTTP, by personal tokens."""
