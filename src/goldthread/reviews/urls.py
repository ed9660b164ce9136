from django.urls import path

from goldthread.reviews.views import chronology, incidents, papers, rapid, requests

app_name = "reviews"
urlpatterns = [
    path("", incidents.list_cases, name="list"),
    path("new/", incidents.new_incident, name="incident-new"),
    path("<random_id:public_id>/", incidents.incident, name="incident"),
    path("<random_id:public_id>/criteria/", incidents.answer_criteria, name="criteria"),
    path("<random_id:public_id>/decide/", incidents.decide, name="decide"),
    path("<random_id:public_id>/notified/", incidents.notify, name="notify"),
    path("<random_id:public_id>/partners/", incidents.tell_partners, name="tell-partners"),
    path("rapid/<random_id:public_id>/", rapid.review, name="review"),
    path("rapid/<random_id:public_id>/ask/", rapid.ask, name="ask"),
    path("rapid/<random_id:public_id>/meeting/", rapid.meeting, name="meeting"),
    path("rapid/<random_id:public_id>/criteria/", rapid.answer_criteria, name="review-criteria"),
    path("rapid/<random_id:public_id>/decision/", rapid.propose, name="propose"),
    path("rapid/<random_id:public_id>/agree/", rapid.partner, name="partner"),
    path("rapid/<random_id:public_id>/comment/", rapid.comment, name="comment"),
    path("rapid/<random_id:public_id>/sent/", rapid.send, name="send"),
    path("rapid/<random_id:public_id>/panel/", rapid.panel, name="panel"),
    path("rapid/<random_id:public_id>/again/", rapid.think_again, name="think-again"),
    path("rapid/<random_id:public_id>/finding/", rapid.new_finding, name="finding-new"),
    path("rapid/<random_id:public_id>/chronology/", chronology.combined, name="chronology"),
    path("asked/<random_id:public_id>/", requests.request_page, name="request"),
    path("asked/<random_id:public_id>/summary/", requests.summary, name="summary"),
    path("asked/<random_id:public_id>/entry/", requests.new_entry, name="entry-new"),
    path("asked/<random_id:public_id>/spreadsheet/", papers.send_entries, name="spreadsheet"),
    path("asked/<random_id:public_id>/letter/", papers.scoping_letter, name="letter"),
    path("asked/<random_id:public_id>/hand-in/", requests.hand_in, name="hand-in"),
    path("asked/<random_id:public_id>/again/", requests.ask_again, name="ask-again"),
    path("asked/<random_id:public_id>/withdraw/", requests.withdraw, name="withdraw"),
    path("entries/<random_id:public_id>/", requests.check_entry, name="entry"),
]
