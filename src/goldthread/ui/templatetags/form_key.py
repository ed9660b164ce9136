"""`{% csrf_token %}` for every form of the house: Django's token, and the key that makes it count once."""

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from goldthread.access.rows import new_public_id
from goldthread.access.submissions import FIELD

register = template.Library()


class FormKey(CsrfTokenNode):
    """The hidden fields of one form."""

    def render(self, context: template.Context) -> SafeString:
        # Firefox would put the key of the page before back into a page that is loaded again.
        key = '<input type="hidden" name="{}" value="{}" autocomplete="off">'
        return format_html("{}" + key, super().render(context), FIELD, new_public_id())


@register.tag
def csrf_token(parser: template.base.Parser, token: template.base.Token) -> FormKey:
    """Stands in the place of Django's own tag of that name."""
    return FormKey()
