"""What this module tells the house."""

from goldthread.house import Module

MODULE = Module(name="governance", title="governance")
