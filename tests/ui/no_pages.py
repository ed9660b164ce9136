"""An installation without any address."""

urlpatterns: list = []
