"""The storage that formtools asks for. Answers live in an AnswerStore; this remembers only which step is open."""

from typing import Any

from django.http import HttpRequest
from formtools.wizard.storage.base import BaseStorage


class StepOnlyStorage(BaseStorage):
    """Keeps nothing between two requests: the step is in the address, the answers are in the store.

    The stock storages are keyed by the name of the class, so that two plans in two tabs would mix.
    """

    def __init__(self, prefix: str, request: HttpRequest | None = None, file_storage: Any = None) -> None:
        super().__init__(prefix, request, file_storage)
        self.data: dict[str, Any] = {}
        self.init_data()
        if request is not None and request.resolver_match is not None:
            self.current_step = request.resolver_match.kwargs.get("step")
