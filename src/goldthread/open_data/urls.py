"""The addresses of open data: those for everybody, and those at work."""

from django.urls import path

from goldthread.open_data.views import public, working

app_name = "open_data"
urlpatterns = [
    path("open-data/", public.index, name="index"),
    path("open-data/<slug:code>/", public.partnership, name="partnership"),
    path("open-data/<slug:code>/<str:key>/", public.table, name="table"),
    path("open-data/<slug:code>/<str:key>/<str:name>", public.file, name="file"),
    path("publishing/", working.listed, name="list"),
    path("publishing/propose/", working.propose, name="propose"),
    path("publishing/licence/", working.licence, name="licence"),
    path("publishing/<random_id:public_id>/", working.one, name="one"),
    path("publishing/<random_id:public_id>/approve/", working.approve, name="approve"),
    path("publishing/<random_id:public_id>/decline/", working.decline, name="decline"),
    path("publishing/<random_id:public_id>/take-back/", working.take_back, name="take_back"),
    path("publishing/<random_id:public_id>/withdraw/", working.withdraw, name="withdraw"),
]
