"""Windows of a real Chromium in which somebody is signed in, and what is wrong with a page."""

from django.test import Client

from goldthread.accounts.models import Person


class Windows:
    """Opens addresses as one person after another; each has a window of their own."""

    def __init__(self, browser, url, *, width=1280, height=900, script=True):
        self.browser, self.url, self.script = browser, url, script
        self.viewport = {"width": width, "height": height}
        self.windows = {}

    def page_of(self, principal):
        """An empty page of this person's own window."""
        if principal.person_id not in self.windows:
            client = Client()
            client.force_login(Person.objects.get(pk=principal.person_id))
            window = self.browser.new_context(
                viewport=self.viewport, java_script_enabled=self.script
            )
            session = client.cookies["sessionid"].value
            window.set_default_timeout(10_000)
            window.add_cookies([{"name": "sessionid", "value": session, "url": self.url}])
            self.windows[principal.person_id] = window
        return self.windows[principal.person_id].new_page()

    def open(self, principal, address):
        """The page at an address, and the status of its answer."""
        page = self.page_of(principal)
        answer = page.goto(self.url + address)
        return page, answer.status

    def close(self):
        for window in self.windows.values():
            window.close()


def faults_of(page, axe):
    """What axe finds, and by how much the page is wider than the screen."""
    page.wait_for_load_state()  # half a page has parts that stand in no landmark yet
    found = [violation["id"] for violation in axe.run(page).response["violations"]]
    wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return found + ([f"{wider} px too wide"] if wider > 0 else [])
