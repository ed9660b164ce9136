"""The addresses of returns and documents."""

from django.urls import path

from goldthread.performance.views import (
    asking,
    asking_again,
    board,
    deciding,
    documents,
    filling,
    one_figure,
    records,
    requests,
    returns,
)

urlpatterns = [
    path("returns/", returns.returns, name="returns"),
    path("quarter/", board.board, name="returns-board"),
    path("quarter/remind/", board.remind, name="returns-remind"),
    path("returns/ask/", asking.ask, name="ask-for-return"),
    path("quarter/ask-again/", asking_again.ask_again, name="ask-again"),
    path("returns/<random_id:public_id>/", returns.one_return, name="return"),
    path(
        "returns/<random_id:public_id>/template/<str:kind>/",
        returns.template,
        name="return-template",
    ),
    path("returns/<random_id:public_id>/fill-in/", filling.fill_in, name="return-fill-in"),
    path("returns/<random_id:public_id>/figure/", one_figure.figure, name="return-figure"),
    path("returns/<random_id:public_id>/file/", filling.upload, name="return-upload"),
    path("returns/<random_id:public_id>/records/", records.send_records, name="return-records"),
    path("returns/<random_id:public_id>/sign/", filling.sign, name="return-sign"),
    path(
        "returns/<random_id:public_id>/new-version/", filling.new_version, name="return-new-version"
    ),
    path("returns/<random_id:public_id>/change/", requests.change, name="return-change"),
    path("returns/<random_id:public_id>/on-behalf/", requests.on_behalf, name="return-on-behalf"),
    path("returns/<random_id:public_id>/withdraw/", requests.withdraw, name="return-withdraw"),
    path("returns/<random_id:public_id>/remind/", requests.remind, name="return-remind"),
    path("returns/<random_id:public_id>/accept/", deciding.accept, name="return-accept"),
    path("returns/<random_id:public_id>/send-back/", deciding.send_back, name="return-send-back"),
    path(
        "returns/<random_id:public_id>/versions/<random_id:version_id>/",
        returns.version,
        name="return-version",
    ),
    path(
        "returns/<random_id:public_id>/versions/<random_id:version_id>/file/",
        returns.original,
        name="return-file",
    ),
    path(
        "returns/<random_id:public_id>/versions/<random_id:version_id>/letter/",
        returns.letter,
        name="return-letter",
    ),
    path("returns/<random_id:public_id>/history/", returns.trail, name="return-history"),
    path("documents/", documents.documents, name="documents"),
    path("documents/new/", documents.new_document, name="document-new"),
    path("documents/<random_id:public_id>/transcribe/", documents.transcribe, name="transcribe"),
    path("transcriptions/<random_id:public_id>/", documents.transcription, name="transcription"),
    path(
        "transcriptions/<random_id:public_id>/check/", documents.check, name="transcription-check"
    ),
    path(
        "transcriptions/<random_id:public_id>/correct/",
        documents.correct,
        name="transcription-correct",
    ),
]
