from django.urls import path

from goldthread.governance.views import clocks, groups, register

urlpatterns = [
    path("", register.partnership, name="partnership"),
    path("structure/", register.structure, name="structure"),
    path("groups/<random_id:public_id>/", groups.group, name="group"),
    path("groups/<random_id:public_id>/add/", groups.add_member, name="add-group-member"),
    path("groups/members/<random_id:public_id>/", groups.end_member, name="end-group-member"),
    path("agencies/", register.agencies, name="agencies"),
    path("agencies/<random_id:public_id>/", register.agency, name="agency"),
    path("clocks/", clocks.clocks_list, name="clocks"),
    path("clocks/<slug:name>/", clocks.clock, name="clock"),
    path("clocks/<slug:name>/set/", clocks.set_clock, name="set-clock"),
]
