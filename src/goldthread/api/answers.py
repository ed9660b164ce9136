"""How the API says that something is wrong: one shape, one sentence, no path and no trace."""

from django.http import HttpResponse, JsonResponse

PREFIX = "/api/v1/"
WORDS = {
    400: "The request cannot be read.",
    401: "A token that works is needed.",
    403: "This token may not do that.",
    404: "There is nothing here for this token.",
    405: "This address is not asked in that way.",
    409: "Somebody else changed this meanwhile.",
    413: "This is too large.",
    415: "Send JSON.",
    422: "Something in the request is wrong.",
    429: "Too many requests in this minute.",
    500: "Something went wrong here, and nothing was done.",
    503: "The service is away for a moment.",
}


def problem(status: int, sentence: str = "", **more: object) -> JsonResponse:
    """An error as every caller gets it."""
    said = {"status": status, "sentence": sentence or WORDS.get(status, WORDS[400]), **more}
    return JsonResponse({"error": said}, status=status)


def in_our_shape(response: HttpResponse) -> HttpResponse:
    """An error that something before the API answered as a page, in the API's own shape."""
    is_json = response.get("Content-Type", "").startswith("application/json")
    if response.status_code < 400 or is_json:
        return response
    told = problem(response.status_code)
    for header in ("Retry-After", "Allow", "WWW-Authenticate"):
        if header in response:
            told[header] = response[header]
    return told
