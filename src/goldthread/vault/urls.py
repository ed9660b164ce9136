from django.urls import path

from goldthread.vault import views

app_name = "vault"
urlpatterns = [
    path("cases/<random_id:public_id>/", views.case, name="case"),
    path("cases/<random_id:public_id>/new/", views.new_identity, name="identity-new"),
    path("cases/<random_id:public_id>/people/", views.name_somebody, name="name-somebody"),
    path("<random_id:public_id>/name/", views.reveal, name="reveal"),
    path("seen/<random_id:public_id>/", views.revealed, name="revealed"),
    path("seen/<random_id:public_id>/correct/", views.correct, name="correct"),
]
