from allauth import urls as library
from django.conf import settings
from django.urls import include, path

from goldthread.access.guard import guard_patterns, public
from goldthread.administration.views import door

# The library checks for itself who is signed in; the guard only says that its views may be called.
guard_patterns(library.urlpatterns, public)

urlpatterns = [
    path("account/", include(library)),
    path("join/<str:token>/", door.join, name="join"),
    path("partnership/", door.choose_space, name="choose-space"),
]
if settings.GOLDTHREAD_DEMONSTRATION:
    urlpatterns += [
        path("demonstration/", door.demonstration_accounts, name="demonstration"),
        path(
            "demonstration/<str:public_id>/",
            door.demonstration_sign_in,
            name="demonstration-sign-in",
        ),
    ]
