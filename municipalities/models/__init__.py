"""Who takes part, on what terms, and who may do what."""

from municipalities.models.geography import Municipality, Region, RegionMembership
from municipalities.models.partnerships import (
    Group,
    GroupKind,
    Participation,
    Partnership,
    PartnershipKind,
    Phase,
    Seat,
)
from municipalities.models.people import Invitation, Role, RoleKind, User

__all__ = [
    "Group",
    "GroupKind",
    "Invitation",
    "Municipality",
    "Participation",
    "Partnership",
    "PartnershipKind",
    "Phase",
    "Region",
    "RegionMembership",
    "Role",
    "RoleKind",
    "Seat",
    "User",
]
