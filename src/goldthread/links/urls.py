"""The addresses of links: for those who make them, and for the guest."""

from django.urls import path

from goldthread.links.views import guest, making

urlpatterns = [
    path("administration/links/", making.links, name="links"),
    path("administration/links/switch/", making.switch, name="switch-links"),
    path(
        "administration/links/ask/<str:kind>/<random_id:public_id>/",
        making.make,
        name="make-link",
    ),
    path("administration/links/<random_id:public_id>/", making.link, name="link"),
    path(
        "administration/links/<random_id:public_id>/withdraw/",
        making.withdraw,
        name="withdraw-link",
    ),
    path("link/given/", guest.given, name="link-given"),
    path("link/leave/", guest.leave, name="link-leave"),
    path("link/ended/", guest.ended, name="link-ended"),
    path("link/<str:token>/", guest.open_it, name="open-link"),
]
