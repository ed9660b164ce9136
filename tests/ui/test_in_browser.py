"""The look in a real Chromium: accessible, within the policy, and as wide as the screen."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PAGES = ("", "gallery/", "form/", "scorecard/", "confirm/", "waiting/", "forbidden/", "nobody/")
WIDTHS = (1280, 375, 320)


@pytest.fixture
def visit(browser, live_server, look):
    """Open an address in a window of its own; what the console said is on `page.said`."""
    windows = []

    def open_page(path, *, width=1280, **options):
        window = browser.new_context(viewport={"width": width, "height": 900}, **options)
        windows.append(window)
        page = window.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(f"{live_server.url}/{path}")
        return page

    yield open_page
    for window in windows:
        window.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_page_is_accessible_and_no_wider_than_the_screen(visit, path, width):
    from axe_playwright_python.sync_playwright import Axe

    page = visit(path, width=width)
    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("path", PAGES)
def test_policy_and_script_have_nothing_to_complain_of(visit, path):
    page = visit(path)

    # Chromium itself tells of an answer that is a refusal, and advises on passwords.
    told = [words for words in page.said if "status of 403" not in words and "[DOM]" not in words]
    assert told == []


def test_page_of_a_wide_table_starts_where_the_header_does(visit):
    for path in ("", "scorecard/"):
        page = visit(path)
        edges = {
            page.locator(name).first.bounding_box()["x"]
            for name in (".gt-header__name", ".gt-demonstration strong", "h1")
        }
        assert len(edges) == 1


def test_form_with_mistakes_takes_the_reader_to_them(visit):
    page = visit("form/")
    page.get_by_label("Number of children").fill("many")
    page.get_by_role("button", name="Save and go on").click()

    assert page.title() == "Error: Record what was found – Goldthread"
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    page.get_by_role("link", name="Number of children must be a whole number").click()
    assert page.evaluate("document.activeElement.id") == "id_children"
    assert page.get_by_label("Number of children").input_value() == "many"


def test_form_works_without_script(visit):
    page = visit("form/", java_script_enabled=False)
    page.get_by_role("button", name="Save and go on").click()

    assert page.get_by_role("heading", name="There is a problem").is_visible()


def test_leaving_a_half_filled_form_asks_first(visit):
    page = visit("form/")
    page.get_by_label("Reference").fill("EW-07")
    asked = []

    def stay(dialog):
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", stay)
    page.get_by_role("link", name="Cancel").click()
    page.wait_for_url("**/")

    assert asked == ["beforeunload"]


def test_pressing_twice_sends_once(visit):
    page = visit("form/")
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    page.evaluate(
        "const form = document.querySelector('form[data-gt-guard]');"
        "form.requestSubmit(); form.requestSubmit();"
    )
    page.wait_for_load_state("networkidle")

    assert sent.count("POST") == 1


def test_long_work_is_shown_as_it_goes_on(visit):
    page = visit("waiting/")

    page.get_by_text("It took 12 seconds.").wait_for(timeout=5000)

    assert page.get_by_role("button", name="Open it").is_visible()
    assert page.said == []


def test_menu_opens_on_a_phone(visit):
    page = visit("", width=375)
    training = page.get_by_role("link", name="Training")
    assert not training.is_visible()

    page.get_by_role("button", name="Menu").click()

    assert training.is_visible()


@pytest.mark.parametrize("path", ["", "gallery/", "scorecard/"])
def test_controls_are_large_enough_to_touch(visit, path):
    page = visit(path, width=375)

    small = page.evaluate(
        "[...document.querySelectorAll('header a, button, summary, a.govuk-button, a[class*=gt-]')]"
        ".filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 24)"
        ".map(e => e.className + ': ' + e.textContent.trim())"
    )

    assert small == []


def test_printed_page_says_by_whom_and_when(visit):
    page = visit("scorecard/")
    page.emulate_media(media="print")

    assert page.get_by_text("Printed by Business manager on").is_visible()
    assert not page.get_by_role("navigation", name="Menu").is_visible()
