from goldthread.performance import urls_returns, urls_scorecard

urlpatterns = [*urls_scorecard.urlpatterns, *urls_returns.urlpatterns]
