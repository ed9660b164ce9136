"""An OpenID Connect provider of its own, in a process of its own: another organisation's sign-in."""
