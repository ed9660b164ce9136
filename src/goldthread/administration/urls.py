"""Addresses of the door, of one's own account, and of the administration."""

from django.conf import settings
from django.urls import include, path

from goldthread.administration import library
from goldthread.administration.views import (
    conflicts,
    door,
    letters,
    looking,
    offers,
    own,
    people,
    trail,
)

urlpatterns = [
    path("account/", include(library.addresses())),
    path("join/<str:token>/", door.join, name="join"),
    path("choose-partnership/", door.choose_space, name="choose-space"),
    path("my-account/", own.account, name="own-account"),
    path("my-account/stay-signed-in/", own.stay, name="stay-signed-in"),
    path("my-account/conflicts/", conflicts.conflicts, name="conflicts"),
    path(
        "my-account/conflicts/declare/<str:kind>/<random_id:public_id>/",
        conflicts.declare,
        name="declare-conflict",
    ),
    path("my-account/conflicts/<random_id:public_id>/end/", conflicts.end, name="end-conflict"),
    path("my-account/offers/<random_id:public_id>/", offers.answer, name="answer-offer"),
    path(
        "administration/offers/<random_id:public_id>/withdraw/",
        offers.withdraw,
        name="withdraw-offer",
    ),
    path("administration/offers/send/", offers.send, name="send-offers"),
    path("administration/people/", people.people, name="people"),
    path("administration/people/search/", people.search, name="search-people"),
    path("administration/people/appoint/", people.appoint, name="appoint"),
    path("administration/people/<random_id:public_id>/", people.person, name="person"),
    path(
        "administration/people/<random_id:public_id>/recover/",
        people.recover,
        name="recover-person",
    ),
    path(
        "administration/people/<random_id:public_id>/sign-out/",
        people.sign_out,
        name="sign-out-person",
    ),
    path(
        "administration/appointments/<random_id:public_id>/end/",
        people.end_appointment,
        name="end-appointment",
    ),
    path("administration/sign-ins/", trail.sign_ins, name="sign-ins"),
    path("administration/letters/", letters.letters, name="letters"),
    path(
        "administration/letters/<random_id:public_id>/again/",
        letters.send_again,
        name="send-letter-again",
    ),
    path("administration/trail/", trail.trail, name="trail"),
    path(
        "administration/who-looked/<str:kind>/<random_id:public_id>/",
        looking.who_looked,
        name="who-looked",
    ),
    path("administration/trail/verify/", trail.verify_trail, name="verify-trail"),
]
if settings.GOLDTHREAD_DEMONSTRATION:
    urlpatterns += [
        path("demonstration/", door.demonstration_accounts, name="demonstration"),
        path(
            "demonstration/<random_id:public_id>/",
            door.demonstration_sign_in,
            name="demonstration-sign-in",
        ),
    ]
