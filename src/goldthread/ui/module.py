"""What the frame of the pages tells the house."""

from goldthread.house import Module

MODULE = Module(name="ui", title="Pages", urls="goldthread.ui.urls")
