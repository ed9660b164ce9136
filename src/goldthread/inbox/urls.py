from django.urls import path

from goldthread.inbox import views

urlpatterns = [path("", views.home, name="home")]
