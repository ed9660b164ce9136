from django.urls import path

from goldthread.ui import views

urlpatterns = [
    path("accessibility/", views.accessibility, name="accessibility"),
    path("gallery/", views.gallery, name="gallery"),
]
