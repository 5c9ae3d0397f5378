"""Words to places: the event frame and every step that fills it. Draws nothing."""
