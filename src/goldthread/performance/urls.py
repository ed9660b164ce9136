from goldthread.performance import urls_scorecard

urlpatterns = [*urls_scorecard.urlpatterns]
