from django.urls import path

from goldthread.ui.views import pages, unsent

urlpatterns = [
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("printing-and-downloading/", pages.taking_out, name="taking-out"),
    path("robots.txt", pages.robots, name="robots"),
    path("favicon.ico", pages.favicon, name="favicon"),
    path("gallery/", pages.gallery, name="gallery"),
    path("not-sent/", unsent.waiting, name="unsent"),
    path("not-sent/<random_id:public_id>/away/", unsent.throw_away, name="throw-away"),
    path("drafts/keep/", unsent.keep_draft, name="keep-draft"),
    path("drafts/start-again/", unsent.start_again, name="start-again"),
]
