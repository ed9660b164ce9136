from django.urls import path

from goldthread.governance import views

urlpatterns = [
    path("", views.partnership, name="partnership"),
    path("structure/", views.structure, name="structure"),
    path("agencies/", views.agencies, name="agencies"),
    path("agencies/<random_id:public_id>/", views.agency, name="agency"),
]
