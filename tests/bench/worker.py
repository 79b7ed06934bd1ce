"""How a process of a pool begins. What it is to do is read only then, for most of it needs Django to be there."""

import django

barrier = None


def start(shared_barrier) -> None:
    global barrier
    django.setup()
    barrier = shared_barrier
