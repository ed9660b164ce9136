"""What running an installation tells the house."""

from goldthread.house import Module

MODULE = Module(name="operations", title="Running it", urls="goldthread.operations.urls")
