from django.urls import path

from goldthread.improvement.views import benchmarks, challenges, learning, lists, work

app_name = "improvement"
urlpatterns = [
    path("", lists.list_actions, name="actions"),
    path("mine/", lists.mine, name="mine"),
    path("broken/", lists.broken, name="broken"),
    path("themes/", lists.list_themes, name="themes"),
    path("themes/new/", lists.new_theme, name="theme-new"),
    path("themes/<random_id:public_id>/", lists.theme, name="theme"),
    path("findings/", lists.list_findings, name="findings"),
    path("findings/new/", learning.new_finding, name="finding-new"),
    path("findings/<random_id:public_id>/", learning.finding, name="finding"),
    path("findings/<random_id:public_id>/change/", learning.change_finding, name="finding-change"),
    path("findings/<random_id:public_id>/end/", learning.end_here, name="finding-end"),
    path(
        "findings/<random_id:public_id>/follow/", learning.follow_after_all, name="finding-follow"
    ),
    path("findings/<random_id:public_id>/recommend/", learning.recommend, name="recommend"),
    path("recommendations/<random_id:public_id>/", learning.recommendation, name="recommendation"),
    path(
        "recommendations/<random_id:public_id>/change/",
        learning.change_recommendation,
        name="recommendation-change",
    ),
    path("recommendations/<random_id:public_id>/decide/", learning.decide, name="decide"),
    path("recommendations/<random_id:public_id>/action/", work.take_on, name="take-on"),
    path("challenges/", challenges.list_events, name="challenge-events"),
    path("challenges/new/", challenges.new_event, name="challenge-new"),
    path("challenges/<random_id:public_id>/", challenges.event, name="challenge-event"),
    path(
        "challenges/<random_id:public_id>/change/",
        challenges.change_event,
        name="challenge-change",
    ),
    path(
        "challenges/<random_id:public_id>/conclude/", challenges.conclude, name="challenge-conclude"
    ),
    path("challenges/<random_id:public_id>/call-off/", challenges.call_off, name="challenge-off"),
    path(
        "challenges/<random_id:public_id>/report.<str:media>",
        challenges.report,
        name="challenge-report",
    ),
    path("challenged/<random_id:public_id>/questions/", challenges.ask, name="challenge-question"),
    path("challenged/<random_id:public_id>/answer/", challenges.answer, name="challenge-answer"),
    path("challenged/<random_id:public_id>/verdict/", challenges.verdict, name="challenge-verdict"),
    path("answers/", benchmarks.list_benchmarks, name="benchmarks"),
    path("answers/new/", benchmarks.new_benchmark, name="benchmark-new"),
    path("answers/<random_id:public_id>/", benchmarks.benchmark, name="benchmark"),
    path("answers/<random_id:public_id>/relevant/", benchmarks.relevant, name="benchmark-relevant"),
    path("answers/<random_id:public_id>/aside/", benchmarks.aside, name="benchmark-aside"),
    path("answers/<random_id:public_id>/end/", benchmarks.end, name="benchmark-end"),
    path(
        "answers/<random_id:public_id>/page.<str:media>",
        benchmarks.page_of,
        name="benchmark-page",
    ),
    path("standings/<random_id:public_id>/", benchmarks.standing, name="standing"),
    path("evidence/<random_id:public_id>/file/", work.evidence_file, name="evidence-file"),
    path("evidence/<random_id:public_id>/replace/", work.replace_evidence, name="evidence-replace"),
    path("<random_id:public_id>/", work.action, name="action"),
    path("<random_id:public_id>/evidence/", work.give_evidence, name="evidence-new"),
    path("<random_id:public_id>/done/", work.close, name="close"),
    path("<random_id:public_id>/achieved/", work.achieve, name="achieve"),
    path("<random_id:public_id>/test/", work.test_again, name="test"),
    path("<random_id:public_id>/withdraw/", work.withdraw, name="withdraw"),
    path("<random_id:public_id>/hand-over/", work.hand_over, name="hand-over"),
    path("<random_id:public_id>/move/", work.move, name="move"),
    path("<random_id:public_id>/figure/", work.measure, name="measure"),
]
