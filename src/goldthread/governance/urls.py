from django.urls import path

from goldthread.governance import views

urlpatterns = [
    path("", views.partnership, name="partnership"),
    path("structure/", views.structure, name="structure"),
    path("agencies/", views.agencies, name="agencies"),
    path("agencies/<str:public_id>/", views.agency, name="agency"),
]
