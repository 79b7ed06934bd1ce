"""The figures of a case on pages that are about something else."""

from django import template

from businesscases.assembling import inputs_of
from businesscases.budget_page import budget_of
from businesscases.guide import assumptions_address

register = template.Library()


@register.inclusion_tag("businesscases/_budget_proposal.html")
def budget_proposal(case):
    """`{% budget_proposal case %}`: the tables of the budget proposal, or what is needed for them."""
    return {"budget": budget_of(inputs_of(case)), "assumptions_url": assumptions_address(case)}
