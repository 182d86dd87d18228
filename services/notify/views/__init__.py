"""What pages and programs read of deliveries and notices."""
