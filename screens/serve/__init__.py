"""The application in a browser: one small web server, one process for each session.

The server holds no case. Each session is a process of its own that speaks with the server over
pipes, in the packets that Textual's web driver and textual-serve's page have for it.
"""
