from django.urls import path

from goldthread.governance.views import clocks, register

urlpatterns = [
    path("", register.partnership, name="partnership"),
    path("structure/", register.structure, name="structure"),
    path("agencies/", register.agencies, name="agencies"),
    path("agencies/<random_id:public_id>/", register.agency, name="agency"),
    path("clocks/", clocks.clocks_list, name="clocks"),
    path("clocks/<slug:name>/", clocks.clock, name="clock"),
    path("clocks/<slug:name>/set/", clocks.set_clock, name="set-clock"),
]
