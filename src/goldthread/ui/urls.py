from django.urls import path

from goldthread.ui import views

urlpatterns = [
    path("accessibility/", views.accessibility, name="accessibility"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("gallery/", views.gallery, name="gallery"),
]
