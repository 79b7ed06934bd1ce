from celery.signals import worker_ready
from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "jobs"

    def ready(self):
        from jobs import heart  # noqa: PLC0415 - models can be imported only now

        worker_ready.connect(heart.start, dispatch_uid="jobs.heart")
