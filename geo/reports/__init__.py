"""Reports in: news text to proposed events, every filled field with its quote."""
