"""Answers that views give alike."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

UNPROCESSABLE = 422


def invalid(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page again, with its form's mistakes: status 422, so that nothing takes it for a success."""
    return render(request, template, context, status=UNPROCESSABLE)
