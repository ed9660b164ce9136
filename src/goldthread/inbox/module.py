"""What the list of things due tells the house."""

from goldthread.house import Module

MODULE = Module(name="inbox", title="Home", urls="goldthread.inbox.urls")
