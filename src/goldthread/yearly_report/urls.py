from django.urls import path, re_path

from goldthread.yearly_report.views import (
    blocks,
    freezing,
    published,
    publishing,
    reading,
    reports,
    sections,
    showing,
)

app_name = "yearly_report"
urlpatterns = [
    path("", reports.listed, name="list"),
    path("start/", reports.start, name="start"),
    path("published/<slug:code>/<slug:year>/", published.read, name="public"),
    path(
        "published/<slug:code>/<slug:year>/figures/<slug:anchor>/",
        published.figure,
        name="public_figure",
    ),
    path(
        "published/<slug:code>/<slug:year>/files/<str:name>", published.download, name="public_file"
    ),
    path("<random_id:public_id>/", reports.report, name="report"),
    path("<random_id:public_id>/read/", reading.read, name="read"),
    path("<random_id:public_id>/figures/<slug:anchor>/", reading.figure, name="figure"),
    path(
        "<random_id:public_id>/files/<slug:audience>/<str:name>", reading.download, name="download"
    ),
    path("<random_id:public_id>/small-numbers/", showing.showings, name="showings"),
    path("<random_id:public_id>/small-numbers/decide/", showing.decide, name="decide"),
    path("<random_id:public_id>/freeze/", freezing.freeze, name="freeze"),
    path("<random_id:public_id>/approve/", freezing.approve, name="approve"),
    path("<random_id:public_id>/not-yet/", freezing.hold_back, name="hold_back"),
    path("<random_id:public_id>/open-again/", freezing.open_again, name="open_again"),
    path("<random_id:public_id>/publish/", publishing.publish, name="publish"),
    path("<random_id:public_id>/withdraw/", publishing.withdraw, name="withdraw"),
    path("<random_id:public_id>/add-section/", sections.add, name="add_section"),
    path("sections/<random_id:public_id>/", sections.section, name="section"),
    path("sections/<random_id:public_id>/change/", sections.change, name="change_section"),
    path("sections/<random_id:public_id>/remove/", sections.remove, name="remove_section"),
    path("sections/<random_id:public_id>/add/<slug:kind>/", blocks.add, name="add_block"),
    path("contents/<random_id:public_id>/", blocks.change, name="block"),
    path("contents/<random_id:public_id>/remove/", blocks.remove, name="remove_block"),
    re_path(
        r"^sections/(?P<public_id>[\w-]{22})/move/(?P<way>earlier|later)/$",
        sections.move,
        name="move_section",
    ),
    re_path(
        r"^contents/(?P<public_id>[\w-]{22})/move/(?P<way>earlier|later)/$",
        blocks.move,
        name="move_block",
    ),
]
