from django.urls import path

from goldthread.governance import views
from goldthread.governance.views import groups

urlpatterns = [
    path("", views.partnership, name="partnership"),
    path("structure/", views.structure, name="structure"),
    path("groups/<random_id:public_id>/", groups.group, name="group"),
    path("groups/<random_id:public_id>/add/", groups.add_member, name="add-group-member"),
    path("groups/members/<random_id:public_id>/", groups.end_member, name="end-group-member"),
    path("agencies/", views.agencies, name="agencies"),
    path("agencies/<random_id:public_id>/", views.agency, name="agency"),
]
