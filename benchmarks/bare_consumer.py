"""What Channels gives out of the box: a consumer that commits one row and echoes it to everybody in the room."""

from typing import Any

from channels.auth import AuthMiddlewareStack
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.db import models


class BareMessage(models.Model):
    """One row: who wrote, and the words. Its table is made by the benchmark."""

    author_id = models.BigIntegerField()
    words = models.TextField()
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "community"
        managed = False
        db_table = "bare_message"

    def __str__(self) -> str:
        return f"bare message {self.pk}"


class BareConsumer(AsyncJsonWebsocketConsumer):
    """Whoever is signed in is in the one room."""

    async def connect(self) -> None:
        await self.channel_layer.group_add("bare", self.channel_name)
        await self.accept()

    async def receive_json(self, content: Any, **kwargs: Any) -> None:
        await self._keep(self.scope["user"].pk, content["words"])
        await self.channel_layer.group_send("bare", {"type": "echo", "words": content["words"]})

    async def echo(self, event: dict[str, Any]) -> None:
        await self.send_json({"words": event["words"]})

    @database_sync_to_async
    def _keep(self, author: int, words: str) -> None:
        BareMessage.objects.create(author_id=author, words=words)


bare_consumer = AuthMiddlewareStack(BareConsumer.as_asgi())
