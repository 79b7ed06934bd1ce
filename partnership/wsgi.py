"""The application that gunicorn serves."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings")

application = get_wsgi_application()

# What every request needs is here before the server process is copied (`--preload`), shared by all copies, and never
# looked through again by the garbage collector.
import_module("partnership.urls")
gc.freeze()
