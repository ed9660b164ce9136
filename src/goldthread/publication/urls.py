"""The addresses of the gate: those at work, and what everybody may read."""

from django.urls import path

from goldthread.publication.views import going_out, preparing, public, reading

app_name = "publication"
ONE = "gate/<random_id:public_id>/"
urlpatterns = [
    path("published/", public.index, name="index"),
    path("published/<slug:code>/", public.partnership, name="partnership"),
    path("published/<slug:code>/<random_id:public_id>/", public.paper, name="paper"),
    path("gate/", preparing.listed, name="list"),
    path("gate/propose/", preparing.propose, name="propose"),
    path(ONE, preparing.one, name="one"),
    path(f"{ONE}draft/", preparing.send, name="send"),
    path(f"{ONE}draft/file/", preparing.file, name="file"),
    path(f"{ONE}findings/", preparing.findings, name="findings"),
    path(f"{ONE}readers/", reading.readers, name="readers"),
    path(f"{ONE}answer/", reading.answer, name="answer"),
    path(f"{ONE}confirm/<slug:about>/", going_out.confirm, name="confirm"),
    path(f"{ONE}notice/", going_out.notice, name="notice"),
    path(f"{ONE}publish/", going_out.publish, name="publish"),
    path(f"{ONE}give/", going_out.give, name="give"),
    path(f"{ONE}keep/", going_out.keep, name="keep"),
    path(f"{ONE}withdraw/", going_out.withdraw, name="withdraw"),
]
