from django.urls import path

from goldthread.imports.views import road

urlpatterns = [
    path("", road.imports, name="imports"),
    path("kinds/<slug:kind>/", road.send, name="send-import"),
    path("kinds/<slug:kind>/template/", road.template_file, name="import-template"),
    path("<random_id:public_id>/", road.one, name="import"),
    path("<random_id:public_id>/columns/", road.columns, name="import-columns"),
    path("<random_id:public_id>/bring-in/", road.bring_in, name="bring-in"),
    path("<random_id:public_id>/drop/", road.drop, name="drop-import"),
]
