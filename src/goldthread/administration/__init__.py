"""Pages for people, appointments, the door and the trail."""
