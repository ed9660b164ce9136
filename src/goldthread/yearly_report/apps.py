from django.apps import AppConfig


class YearlyReportConfig(AppConfig):
    name = "goldthread.yearly_report"
    label = "yearly_report"
