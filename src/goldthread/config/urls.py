"""All addresses: each module's under its prefix, read from the registry."""

from django.urls import include, path

from goldthread.config.modules import load

handler400 = "goldthread.ui.errors.bad_request"
handler403 = "goldthread.ui.errors.forbidden"
handler404 = "goldthread.ui.errors.not_found"
handler500 = "goldthread.ui.errors.server_error"

urlpatterns = [path(module.prefix, include(module.urls)) for module in load() if module.urls]
