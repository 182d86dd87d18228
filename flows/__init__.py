"""Prefect flows: they propose, the services decide. No law and no tables here; every flow may be run again at will."""
