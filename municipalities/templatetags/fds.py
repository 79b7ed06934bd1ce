"""Template tags for Det Fælles Designsystem: icons, breadcrumbs, and the parts of the crispy-forms pack `dkfds`."""

import copy

from django import forms, template
from django.forms.utils import flatatt
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()

GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.SelectMultiple)
CLASSES = ((forms.FileInput, ""), (forms.Select, "form-select"), (forms.CheckboxInput, "form-checkbox"))


@register.simple_tag
def icon(name, label="", css=""):
    """One icon of the design system's sprite; decorative unless it has a label."""
    meaning = {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
    attributes = flatatt({"class": f"icon-svg {css}".strip(), "focusable": "false"} | meaning)
    return format_html("<svg{}><use href='{}#{}'></use></svg>", attributes, static("dkfds/img/all-svg-icons.svg"), name)


@register.inclusion_tag("_breadcrumbs.html")
def breadcrumbs(*steps):
    """`{% breadcrumbs label url label url … label %}`: the last label is the page itself and has no address."""
    labels, urls = steps[::2], steps[1::2]
    return {"trail": list(zip(labels, (*urls, ""), strict=True))}


@register.simple_tag(takes_context=True)
def page_title(context, block="title"):
    """What the page says in its block `title`, or another; a block itself can stand in one place only."""
    return context.render_context[BLOCK_CONTEXT_KEY].get_block(block).render(context)


@register.filter
def control_template(field):
    """The template that renders a bound field, chosen by its widget, which may name its own."""
    widget = field.field.widget
    if own := getattr(widget, "control_template", ""):
        return own
    if widget.is_hidden:
        return "dkfds/_hidden.html"
    if isinstance(widget, GROUPS):
        return "dkfds/_group.html"
    if isinstance(widget, forms.CheckboxInput):
        return "dkfds/_checkbox.html"
    return "dkfds/_control.html"


@register.filter
def choice_type(field):
    return "radio" if field.field.widget.input_type == "radio" else "checkbox"


@register.filter
def choice_attributes(field):
    """Attributes that the form gave the group's widget, such as data- attributes for scripts, on each choice."""
    return flatatt(field.field.widget.attrs)


@register.filter
def anchor(field):
    """Id of the element that the error summary links to: a group has no element of its own, its first choice has."""
    return f"{field.auto_id}-option1" if isinstance(field.field.widget, GROUPS) else field.auto_id


@register.filter
def rows(field):
    """The rows of a widget that is a group of inputs, each with a name of its own."""
    return field.field.widget.rows(field)


@register.filter
def groups(field):
    """The headings of a widget that stands under some, each with its radio buttons."""
    return field.field.widget.groups(field)


@register.filter
def boxes(field):
    """The boxes that stand beside an input to be ticked instead, if its widget has any."""
    return list(field.field.widget.boxes(field)) if getattr(field.field.widget, "declines", None) else []


@register.filter
def counted_length(field):
    """The limit that a text area counts down from, as text without thousands points; "" for every other field."""
    limit = getattr(field.field, "max_length", None)
    return str(limit) if limit and isinstance(field.field.widget, forms.Textarea) else ""


@register.simple_tag
def described_by(field):
    """The `aria-describedby` value of a field: its hint, its error and its character limit, those that it has."""
    ids = [
        field.help_text and f"{field.auto_id}-hint",
        field.errors and f"{field.auto_id}-error",
        counted_length(field) and f"{field.auto_id}-limit-message",
    ]
    return " ".join(filter(None, ids))


@register.simple_tag
def control(field):
    """The field's input, select or text area with the classes and descriptions that the design system expects."""
    widget = copy.copy(field.field.widget)
    left_out = {"class", "cols", counted_length(field) and "maxlength"}
    widget.attrs = {name: value for name, value in widget.attrs.items() if name not in left_out}
    if field.field.disabled:
        widget.use_required_attribute = lambda initial: False
    css = next((css for kind, css in CLASSES if isinstance(widget, kind)), "form-input")
    attrs = {"class": f"{css} {field.field.widget.attrs.get('class', '')}".strip() or None}
    if described := described_by(field):
        attrs["aria-describedby"] = described
    return field.as_widget(widget=widget, attrs={name: value for name, value in attrs.items() if value})


@register.inclusion_tag("dkfds/_error_summary.html")
def error_summary(form_or_formset):
    """Every error of a form or a formset in the order of the page: (message, id of the field or "")."""
    if hasattr(form_or_formset, "forms"):
        errors = [(error, "") for error in form_or_formset.non_form_errors()] if form_or_formset.is_bound else []
        return {"errors": errors + [pair for form in form_or_formset.forms for pair in form_errors(form)]}
    return {"errors": form_errors(form_or_formset)}


def form_errors(form):
    top = [(error, "") for error in form.non_field_errors()]
    hidden = [(error, "") for field in form.hidden_fields() for error in field.errors]
    return top + hidden + [(error, anchor(field)) for field in form.visible_fields() for error in field.errors]


@register.filter
def button_css(button):
    """Design-system classes of a crispy Submit or Button: its own `button-…` class, else primary or secondary."""
    own = [name for name in button.field_classes.split() if name.startswith("button-")]
    return " ".join(["button", *(own or ["button-primary" if button.input_type == "submit" else "button-secondary"])])
