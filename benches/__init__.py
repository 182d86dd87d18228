"""Measurements, each beside the plain way to do the same in the same run. They are read, never tested."""
