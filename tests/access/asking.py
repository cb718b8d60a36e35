"""One request of somebody in the world of the matrix."""

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.access.world import World


def ask(world: World, who: str, method: str, address: str, data: dict[str, str]) -> HttpResponse:
    """One request that leaves nothing behind."""
    client = Client()
    if who:
        client.cookies["sessionid"] = world.sessions[who]
    with transaction.atomic():
        response: HttpResponse = getattr(client, method)(address, data)
        transaction.set_rollback(True)
    return response
