"""The door: how a return comes in, is judged, is kept, and is acknowledged."""
