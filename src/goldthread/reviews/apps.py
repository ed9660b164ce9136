from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "goldthread.reviews"
    label = "reviews"
