"""What may not be configured together."""

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security)
def only_a_demo_does_without_second_factor(app_configs, **kwargs):
    """MFA_COMPULSORY=False is for the demonstration, where all people and answers are invented."""
    if settings.MFA_COMPULSORY or settings.DEMO:
        return []
    return [Error("MFA_COMPULSORY may be false only together with DEMO.", id="partnership.E001")]
