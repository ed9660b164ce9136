from goldthread.performance import urls_returns

urlpatterns = [*urls_returns.urlpatterns]
