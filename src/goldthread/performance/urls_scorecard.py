from django.urls import path

from goldthread.performance.views import indicator, scorecard, source_card

urlpatterns = [
    path("", scorecard.scorecard, name="scorecard"),
    path("scorecard.<str:form>", scorecard.scorecard_file, name="scorecard-file"),
    path("indicators/<slug:key>/", indicator.indicator, name="indicator"),
    path("figures/", source_card.source_card, name="source-card"),
]
