"""The addresses of returns and documents."""

from django.urls import path

from goldthread.performance.views import asking, deciding, documents, filling, requests, returns

urlpatterns = [
    path("returns/", returns.returns, name="returns"),
    path("returns/ask/", asking.ask, name="ask-for-return"),
    path("returns/<str:public_id>/", returns.one_return, name="return"),
    path("returns/<str:public_id>/template/<str:kind>/", returns.template, name="return-template"),
    path("returns/<str:public_id>/fill-in/", filling.fill_in, name="return-fill-in"),
    path("returns/<str:public_id>/file/", filling.upload, name="return-upload"),
    path("returns/<str:public_id>/sign/", filling.sign, name="return-sign"),
    path("returns/<str:public_id>/new-version/", filling.new_version, name="return-new-version"),
    path("returns/<str:public_id>/change/", requests.change, name="return-change"),
    path("returns/<str:public_id>/withdraw/", requests.withdraw, name="return-withdraw"),
    path("returns/<str:public_id>/remind/", requests.remind, name="return-remind"),
    path("returns/<str:public_id>/accept/", deciding.accept, name="return-accept"),
    path("returns/<str:public_id>/send-back/", deciding.send_back, name="return-send-back"),
    path(
        "returns/<str:public_id>/versions/<str:version_id>/",
        returns.version,
        name="return-version",
    ),
    path("returns/<str:public_id>/history/", returns.trail, name="return-history"),
    path("documents/", documents.documents, name="documents"),
    path("documents/new/", documents.new_document, name="document-new"),
    path("documents/<str:public_id>/transcribe/", documents.transcribe, name="transcribe"),
    path("transcriptions/<str:public_id>/", documents.transcription, name="transcription"),
    path("transcriptions/<str:public_id>/check/", documents.check, name="transcription-check"),
    path(
        "transcriptions/<str:public_id>/correct/", documents.correct, name="transcription-correct"
    ),
]
