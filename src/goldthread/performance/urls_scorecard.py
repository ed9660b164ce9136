"""The addresses of the scorecard, of indicators and of where figures come from."""

from django.urls import path

from goldthread.performance.views import (
    changes,
    defining,
    differences,
    indicator,
    judging,
    packs,
    published,
    rare,
    records,
    scorecard,
    setting_up,
    source_card,
)

urlpatterns = [
    path("", scorecard.scorecard, name="scorecard"),
    path("scorecard.<slug:form>", scorecard.scorecard_file, name="scorecard-file"),
    path("figures/", source_card.source_card, name="source-card"),
    path("indicators/<slug:key>/", indicator.indicator, name="indicator"),
    path(
        "indicators/<slug:key>/figures.<slug:form>", indicator.indicator_file, name="indicator-file"
    ),
    path("indicators/<slug:key>/commentary/", indicator.comment, name="comment-on-indicator"),
    path("indicators/<slug:key>/target/", judging.target, name="indicator-target"),
    path("indicators/<slug:key>/definition/", defining.define, name="indicator-definition"),
    path("indicators/<slug:key>/rebase/", judging.rebase, name="indicator-rebase"),
    path(
        "rebasings/<random_id:public_id>/take-back/", judging.take_back, name="rebasing-take-back"
    ),
    path("changes/", changes.list_changes, name="changes"),
    path("changes/look/", changes.look, name="changes-look"),
    path("changes/<random_id:public_id>/", changes.change, name="change"),
    path("changes/<random_id:public_id>/answer/", changes.answer, name="change-answer"),
    path("packs/", packs.packs, name="packs"),
    path("packs/freeze/", packs.freeze, name="pack-freeze"),
    path("packs/<random_id:public_id>/pack.pdf", packs.pack_file, name="pack-file"),
    path("rare-events/", rare.rare_events, name="rare-events"),
    path("rare-events/new/", rare.begin, name="rare-event-begin"),
    path("rare-events/<random_id:public_id>/", rare.rare_event, name="rare-event"),
    path("rare-events/<random_id:public_id>/days/", rare.keep_days, name="rare-event-days"),
    path("rare-events/days/<random_id:public_id>/strike/", rare.strike, name="rare-day-strike"),
    path("set-up/", setting_up.set_up, name="scorecard-set-up"),
    path("set-up/records/", records.switch, name="scorecard-records"),
    path("set-up/limits/<slug:slug>/", setting_up.limit, name="scorecard-limit"),
    path("set-up/lines/", setting_up.lines, name="scorecard-lines"),
    path("set-up/lines/<random_id:public_id>/", setting_up.line, name="scorecard-line"),
    path("set-up/lines/<random_id:public_id>/off/", setting_up.take_off, name="scorecard-line-off"),
    path("differences/", differences.list_differences, name="differences"),
    path("differences/differences.csv", differences.differences_file, name="differences-file"),
    path("differences/why/", differences.explain, name="explain-difference"),
    path("published/", published.releases, name="published-statistics"),
    path("published/import/", published.import_table, name="import-published-statistics"),
    path("published/imports/<random_id:public_id>/", published.one_import, name="published-import"),
    path(
        "published/imports/<random_id:public_id>/check/",
        published.check,
        name="published-import-check",
    ),
    path(
        "published/imports/<random_id:public_id>/take-back/",
        published.take_back,
        name="published-import-take-back",
    ),
]
