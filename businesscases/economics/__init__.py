"""The arithmetic of a business case (METHODS C): pure and typed, without Django, clock or unseeded chance.

Flows are kr. over t = 0..n, rates are per year. What cannot be computed is a result with a name, or a ValueError whose
sentence says what to change; never a silent nan. docs/economics.md has the definition of every figure.
"""
