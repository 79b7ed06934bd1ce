"""Numbers in templates, as `businesscases.amounts` writes them."""

from django import template

from businesscases import amounts

register = template.Library()
register.filter("number", amounts.number)
register.filter("money", amounts.money)
register.filter("thousands", amounts.thousands)
register.filter("percent", amounts.percent)
register.filter("plain", amounts.plain)
