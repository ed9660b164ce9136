"""Reading a page as its reader does: by tag, class and text."""

from lxml import html


class Page:
    """A page that was answered, or a part of one."""

    def __init__(self, element):
        self.element = element

    @classmethod
    def of(cls, response):
        return cls.of_text(response.content.decode())

    @classmethod
    def of_text(cls, text):
        return cls(html.fromstring(text))

    @property
    def text(self):
        return " ".join(self.element.text_content().split())

    def __getitem__(self, attribute):
        return self.element.get(attribute, "")

    def all(self, tag="*", css="", **attributes):
        """The elements of a tag, of a class, with attributes of just these values."""
        conditions = (
            [f"contains(concat(' ', normalize-space(@class), ' '), ' {css} ')"] if css else []
        )
        conditions += [f"@{name}={value!r}" for name, value in attributes.items()]
        where = "".join(f"[{condition}]" for condition in conditions)
        return [Page(each) for each in self.element.xpath(f".//{tag}{where}")]

    def one(self, tag="*", css="", **attributes):
        return self.all(tag, css, **attributes)[0]

    def texts(self, tag="*", css="", **attributes):
        return [each.text for each in self.all(tag, css, **attributes)]
