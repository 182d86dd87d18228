"""What notify does when it is told something: by a message, by a person, by the post, by its own sender."""
