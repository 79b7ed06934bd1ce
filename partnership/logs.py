"""JSON logs in UTC: request id and route name, never answers, names or tokens."""

from contextvars import ContextVar
from datetime import UTC, datetime

from pythonjsonlogger.json import JsonFormatter as BaseJsonFormatter

request_id: ContextVar[str] = ContextVar("request_id", default="")


class JsonFormatter(BaseJsonFormatter):
    """One JSON object per line; JSON escapes line breaks, so nobody can forge a line."""

    def add_fields(self, log_data, record, message_dict):
        super().add_fields(log_data, record, message_dict)
        log_data["time"] = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        log_data["level"] = record.levelname
        log_data["logger"] = record.name
        if current := request_id.get():
            log_data["request_id"] = current
        request = log_data.pop("request", None)
        if match := getattr(request, "resolver_match", None):
            log_data["route"] = match.view_name
        for private in ("status_code", "server_time"):
            log_data.pop(private, None)


def configuration(level: str) -> dict:
    """The logging configuration: everything of `level` and above to standard error, routine of libraries left out."""
    routine = ("celery.app.trace", "celery.beat", "celery.worker", "fontTools", "weasyprint")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonFormatter}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {name: {"level": "WARNING"} for name in routine}
        | {
            "django.server": {"handlers": [], "propagate": False},
            "multiprocessing": {"handlers": ["console"]},  # the worker's pool, which never propagates
        },
    }
