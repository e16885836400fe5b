"""The application in a real browser, through the server, as people in an office use it."""
