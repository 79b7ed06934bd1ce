"""The comments of a case, in threads by step."""

from collections.abc import Iterable
from dataclasses import dataclass

from businesscases.forms.together import AnswerForm
from businesscases.guide import address
from businesscases.models import Comment, Step


@dataclass(frozen=True)
class Thread:
    """A remark with its answers, and the form for another."""

    comment: Comment
    answers: list[Comment]
    form: AnswerForm


@dataclass(frozen=True)
class Talk:
    """The threads of one step; open ones first."""

    step: Step
    url: str
    threads: list[Thread]

    @property
    def open_count(self) -> int:
        return sum(thread.comment.resolved_at is None for thread in self.threads)


def talks(case, tried: AnswerForm | None = None, asked: Comment | None = None) -> list[Talk]:
    """All that is said in a case, step by step. `tried` is an answer to `asked` that could not be taken. One query."""
    rows = list(case.comments.select_related("by", "resolved_by").order_by("pk"))
    made = [Talk(step, address(step, case), _threads(rows, step, tried, asked)) for step in Step]
    return [talk for talk in made if talk.threads]


def _threads(rows: Iterable[Comment], step, tried, asked) -> list[Thread]:
    threads = [
        Thread(
            row,
            [answer for answer in rows if answer.answers_to_id == row.pk],
            tried if asked == row and tried else AnswerForm(auto_id=f"id_{row.pk}_%s"),
        )
        for row in rows
        if row.step == step and row.answers_to_id is None
    ]
    return sorted(threads, key=lambda thread: thread.comment.resolved_at is not None)
