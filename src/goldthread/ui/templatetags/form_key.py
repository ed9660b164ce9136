"""`{% csrf_token %}` for every form of the house: Django's token, the key that makes it count once, and whose it is."""

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from goldthread.access import drawn_for
from goldthread.access.principal import NOBODY
from goldthread.access.rows import new_public_id
from goldthread.access.submissions import FIELD
from goldthread.access.unsent import Carried

register = template.Library()


class FormKey(CsrfTokenNode):
    """The hidden fields of one form. `held_id` in the context names the post that it sends again;
    `carried` is a post that stands in the page itself, with the token and the key that it came with.
    """

    def render(self, context: template.Context) -> SafeString:
        if carried := context.get("carried"):
            return _as_it_came(carried)
        # Firefox would put the key of the page before back into a page that is loaded again.
        hidden = '<input type="hidden" name="{}" value="{}" autocomplete="off">'
        key = new_public_id()
        drawn = format_html("{}" + hidden, super().render(context), FIELD, key)
        principal = getattr(context.get("request"), "principal", NOBODY)
        if mark := drawn_for.told(principal, key, str(context.get("held_id", ""))):
            drawn += format_html(hidden, drawn_for.FIELD, mark)
        return drawn


def _as_it_came(carried: Carried) -> SafeString:
    fields = ((name, value) for name, several in carried.fields for value in several)
    hidden = '<input type="hidden" name="{}" value="{}" autocomplete="off">'
    return format_html_join("", hidden, fields)


@register.tag
def csrf_token(parser: template.base.Parser, token: template.base.Token) -> FormKey:
    """Stands in the place of Django's own tag of that name."""
    return FormKey()
