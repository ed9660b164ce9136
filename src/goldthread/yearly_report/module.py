"""What this module tells the house."""

from goldthread.house import Module

MODULE = Module(name="yearly_report", title="yearly_report")
