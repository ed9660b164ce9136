"""What the register tells the house."""

from goldthread.house import Module

MODULE = Module(
    name="register",
    title="Register",
    demonstration="goldthread.register.demonstration:load",
    demonstration_order=10,
)
