from django.urls import path

from goldthread.inbox import views

urlpatterns = [
    path("", views.home, name="home"),
    path("asked-of-agencies/", views.asked_of_agencies, name="asked-of-agencies"),
    path("my-account/letter/", views.letter, name="own-letter"),
    path("administration/letter-of-what-is-due/", views.letter_rule, name="letter-rule"),
    path("my-account/calendar/", views.calendar, name="own-calendar"),
    path("my-account/calendar/make/", views.make_calendar, name="make-calendar"),
    path("my-account/calendar/end/", views.end_calendar, name="end-calendar"),
    path("calendar/<str:token>.ics", views.calendar_feed, name="calendar-feed"),
]
